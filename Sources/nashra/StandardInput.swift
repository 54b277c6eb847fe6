import Daemon
import Foundation

/// What is piped in, or typed.
enum StandardInput {
    /// All of it. Throws where it is closed or can't be read.
    static func bytes() throws(Failure) -> Data {
        do {
            // Not `readDataToEndOfFile()`, which ends the process where it fails.
            return try FileHandle.standardInput.readToEnd() ?? Data()
        } catch {
            throw Failure(
                .missingInput,
                "standard input is closed or can't be read: \(FileTrouble.words(for: error))")
        }
    }
}
