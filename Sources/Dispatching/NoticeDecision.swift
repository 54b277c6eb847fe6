package import Newswire

/// What becomes of a match that its rule wants told to a channel at once.
///
/// For each channel and story there is one notice. Later articles of the story
/// are updates, told only if they bring something new and not before the
/// cooldown has passed; copies never.
package enum NoticeDecision: Hashable, Sendable {
    /// A notice of its own, due then.
    case announce(due: Timestamp, isUpdate: Bool)
    /// The channel's open notice of this story tells it too.
    case merge(into: Int64)
    /// Nothing is told.
    case silence(by: Silence)

    package enum Silence: String, Hashable, Sendable {
        /// The channel knows the story and the article says nothing new.
        case copy
    }

    /// - Parameters:
    ///   - role: what the article is to its story.
    ///   - open: the channel's notice of the story that was not told yet.
    ///   - lastTold: when the channel was last told of the story; by a clock that
    ///     was ahead it counts as now.
    package static func decide(
        role: StoryRole, open: Notice?, lastTold: Timestamp?, rule: Rule, now: Timestamp
    ) -> NoticeDecision {
        if let open { return .merge(into: open.id) }
        guard let lastTold else { return .announce(due: now + rule.wait, isUpdate: false) }
        if role == .copy { return .silence(by: .copy) }
        return .announce(
            due: max(now + rule.wait, min(lastTold, now) + rule.cooldown), isUpdate: true)
    }
}
