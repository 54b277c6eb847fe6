import Foundation
import Intake
import Newswire

/// Receives the files that were dropped into a source's folder, and moves each
/// to `done` or `failed` below it.
///
/// A file is moved only after its articles are recorded; one that is read again
/// after a crash brings nothing new.
struct FolderPoller: Sendable {
    /// A file that changed within this time may still be being written.
    private static let settled: TimeInterval = 1

    let reception: Reception
    let reading: Reading

    /// One poll for each file; none for an empty folder.
    func poll(_ source: NewsSource, at path: String) async throws -> [FeedPoller.Poll] {
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        let files: [URL]
        do {
            files = try FileManager.default.contentsOfDirectory(
                at: folder, includingPropertiesForKeys: nil)
        } catch {
            return [
                FeedPoller.Poll(
                    source: source.name,
                    outcome: .failed("the folder '\(path)' can't be read"), problems: [])
            ]
        }
        var polls: [FeedPoller.Poll] = []
        for file in files.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
            guard try await isReady(file) else { continue }
            polls.append(try await receive(file, of: source, in: folder))
        }
        return polls
    }

    /// Whether it is a file that nobody writes any more. One that changed just
    /// now is looked at again a moment later: whoever drops a file and calls us
    /// expects it to be read. One that goes on changing is left for the next poll.
    private func isReady(_ file: URL) async throws -> Bool {
        guard !file.lastPathComponent.hasPrefix("."), let state = state(of: file) else {
            return false
        }
        let age = -state.modified.timeIntervalSinceNow
        if age >= Self.settled { return true }
        try await Task.sleep(for: .seconds(min(Self.settled, Self.settled - age)))
        return self.state(of: file) == state
    }

    private struct FileState: Equatable {
        var modified: Date
        var size: Int
    }

    /// Nil for what is no file.
    private func state(of file: URL) -> FileState? {
        let path = file.path(percentEncoded: false)
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
            facts[.type] as? FileAttributeType == .typeRegular,
            let modified = facts[.modificationDate] as? Date, let size = facts[.size] as? Int
        else { return nil }
        return FileState(modified: modified, size: size)
    }

    private func receive(
        _ file: URL, of source: NewsSource, in folder: URL
    ) async throws -> FeedPoller.Poll {
        let name = file.lastPathComponent
        do {
            let size = state(of: file)?.size ?? 0
            let limit = reading.limits.inputBytes
            guard size <= limit else {
                throw IntakeFailure.tooLarge(bytes: size, limit: limit)
            }
            let result = try await reading.read(IntakeHints(source: source.name)) {
                try [UInt8](Data(contentsOf: file))
            }
            let receipts = try await reception.receive(
                result.attributedArticles.map { source.completing($0) })
            try move(file, to: "done", in: folder)
            return FeedPoller.Poll(
                source: source.name, outcome: .received(receipts), problems: result.problems)
        } catch let failure as IntakeFailure {
            try move(file, to: "failed", in: folder)
            return failed(source, "'\(name)' \(failure)")
        } catch let error as CocoaError {
            return failed(source, "'\(name)' can't be read or moved: \(error.localizedDescription)")
        }
    }

    private func failed(_ source: NewsSource, _ message: String) -> FeedPoller.Poll {
        FeedPoller.Poll(source: source.name, outcome: .failed(message), problems: [])
    }

    /// Moves the file below its folder; a name that is taken gets a number.
    private func move(_ file: URL, to place: String, in folder: URL) throws {
        let target = folder.appending(path: place, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        var number = 1
        var destination = target.appending(path: file.lastPathComponent)
        while FileManager.default.fileExists(atPath: destination.path(percentEncoded: false)) {
            number += 1
            destination = target.appending(path: "\(file.lastPathComponent).\(number)")
        }
        try FileManager.default.moveItem(at: file, to: destination)
    }
}
