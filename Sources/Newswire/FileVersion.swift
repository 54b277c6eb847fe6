/// A subscriber's file as it was when it was read, with what it was read
/// together with: enough to read the same again without the folder.
package struct FileVersion: Hashable, Sendable {
    package var bytes: [UInt8]
    /// Of `_topics.yaml`; nil for a file that uses no topic.
    package var topics: [UInt8]?
    /// Of the list that `recipients` names.
    package var recipients: [UInt8]?

    package init(bytes: [UInt8], topics: [UInt8]? = nil, recipients: [UInt8]? = nil) {
        self.bytes = bytes
        self.topics = topics
        self.recipients = recipients
    }
}
