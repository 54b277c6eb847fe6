import Storage

/// Makes envelopes for the readers of long lists, some thousand in a
/// transaction, and not more than the courier has use for.
///
/// Sealing settles what is said and to whom; who is addressed and who is not yet
/// stands in the store, so that any process goes on where another one was
/// killed, or beside it, and no reader is left out or written to twice.
package struct Addresser: Sendable {
    /// Readers who are addressed in one transaction. A bulletin for fewer is
    /// sealed and addressed in the same one.
    package static let batch = 2_000
    /// Messages that wait in the outbox when nobody more is addressed.
    package static let mostWaiting = 20_000

    private let press: Press
    private let mostWaiting: Int

    package init(_ press: Press, mostWaiting: Int = mostWaiting) {
        self.press = press
        self.mostWaiting = mostWaiting
    }

    /// Addresses readers until all are or the outbox is full; returns how many.
    package func fill() async throws -> Int {
        var addressed = 0
        while !Task.isCancelled, let count = try await addressNext() { addressed += count }
        return addressed
    }

    /// One batch; nil if none is left, or the outbox is full.
    package func addressNext() async throws -> Int? {
        try await press.commits.write { [press, mostWaiting] records in
            guard try records.unsettledCount() < mostWaiting,
                let batch = try records.nextUnaddressed()
            else { return nil }
            let terms = try LetterTerms(json: batch.terms)
            let wayBack = press.sealer.wayBack(bounces: terms.bounces, site: terms.site)
            for reader in batch.readers {
                _ = try records.insert(
                    terms.envelope(to: reader, from: batch.origin, wayBack), for: reader,
                    into: batch.mailing)
            }
            try records.settle(batch)
            return batch.readers.count
        }
    }
}
