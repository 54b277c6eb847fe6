package import Newswire

/// What the answer to a webhook means: the one place that says so.
package enum HTTPVerdict {
    /// What a status means, whoever answers; `after` is what `Retry-After`
    /// asked for.
    package static func outcome(reply: ServerReply, after: Duration?) -> DeliveryOutcome {
        switch reply.code {
        case 200..<300: .delivered(reply)
        case 408: .later(.timeout, reply: reply, after: after)
        case 425: .later(.serverFault, reply: reply, after: after)
        case 429: .later(.throttled, reply: reply, after: after)
        case 410: .stopEndpoint(.endpointGone, reply: reply)
        case 413: .failed(.tooLarge, reply: reply)
        // It would say so of any message: a login that has run out, another address; a
        // proxy that wants to know who we are.
        case 401, 403, 407: .stopEndpoint(.authentication, reply: reply)
        case 300..<400, 404, 405: .stopEndpoint(.configuration, reply: reply)
        case 501, 505: .failed(.rejected, reply: reply)
        case 500..<600: .later(.serverFault, reply: reply, after: after)
        default: .failed(.rejected, reply: reply)
        }
    }

    /// What Slack's answer means: its words say more than its status. `ok` or
    /// no known word leaves the status to decide.
    package static func slackOutcome(reply: ServerReply, after: Duration?) -> DeliveryOutcome {
        switch (reply.code, reply.text) {
        case (429, _), (500..., _): outcome(reply: reply, after: after)
        case (_, "no_service"), (_, "no_service_id"), (_, "no_active_hooks"), (_, "no_team"),
            (_, "team_disabled"), (_, "invalid_token"), (_, "channel_not_found"),
            (_, "channel_is_archived"), (_, "user_not_found"):
            .stopEndpoint(.endpointGone, reply: reply)
        case (_, "action_prohibited"), (_, "posting_to_general_channel_denied"):
            .stopEndpoint(.policy, reply: reply)
        case (_, "invalid_payload"), (_, "invalid_blocks"), (_, "invalid_blocks_format"),
            (_, "no_text"), (_, "missing_text_or_fallback_or_attachments"),
            (_, "too_many_attachments"), (_, "msg_too_long"):
            .failed(.rejected, reply: reply)
        default: outcome(reply: reply, after: after)
        }
    }

    /// What it means that no answer came, by libcurl's code, and its words where
    /// a person must mend it. Trying again is safe: a request bears its id.
    package static func outcome(lost code: CurlCode, words: String = "") -> DeliveryOutcome {
        switch code {
        case .timedOut: .later(.timeout, reply: nil, after: nil)
        case .loginDenied: .stopEndpoint(.authentication, reply: nil)
        case _ where code.isConfiguration:
            .stopEndpoint(.configuration, reply: code.reply(saying: words))
        default: .later(.unreachable, reply: nil, after: nil)
        }
    }
}
