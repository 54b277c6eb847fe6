/// One story waiting to be told to one channel at once; becomes an alert.
package struct Notice: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Until `due`.
        case waiting
        /// By quiet hours or a cap.
        case held
        case sealed
        /// A later notice of the same story took its place.
        case superseded
        /// Nobody wants it any more.
        case silenced
    }

    package var id: Int64
    package var subscriber: SubscriberID
    package var channel: String
    package var story: StoryID
    package var state: State
    package var due: Timestamp
    /// Whether the channel was told of this story before.
    package var isUpdate: Bool

    package init(
        id: Int64, subscriber: SubscriberID, channel: String, story: StoryID, state: State,
        due: Timestamp, isUpdate: Bool
    ) {
        self.id = id
        self.subscriber = subscriber
        self.channel = channel
        self.story = story
        self.state = state
        self.due = due
        self.isUpdate = isUpdate
    }
}
