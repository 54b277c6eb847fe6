import Almanac
import Daemon
import Dispatching
import Foundation
import Storage
import Transfer

/// Why a command can't do its work: the line for standard error, and the code.
struct Failure: Error {
    var status: ExitStatus
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// What any error means to the person at the terminal.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure:
            self = failure
        case let error as StoreError:
            let status: ExitStatus =
                switch error.kind {
                case .notWritable, .isFolder, .diskFull, .noLocks, .other: .cannotWrite
                case .busy: .later
                case .notAStore, .newer: .unreadable
                }
            self.init(status, error.explanation)
        case let error as MissingFolder:
            self.init(.missingInput, error.explanation)
        case let error as ZoneError:
            self.init(.unreadable, error.message)
        case let error as SigningKeyProblem:
            self.init(.badConfiguration, error.explanation)
        case let error as AddressGuardProblem:
            self.init(.badConfiguration, error.explanation)
        case let error as CocoaError:
            self.init(.cannotWrite, FileTrouble.words(for: error))
        case is CancellationError:
            self.init(.later, "interrupted: what was recorded stays, the rest is done next time")
        default:
            self.init(.negative, "\(error)")
        }
    }
}
