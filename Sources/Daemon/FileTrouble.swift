import Foundation

/// Why something could not be done with a file, in the system's few words
/// instead of Foundation's sentences.
package enum FileTrouble {
    /// `no such file or directory`, `permission denied`: to stand behind a colon.
    package static func words(for error: any Error) -> String {
        var cause: (any Error)? = error
        while let current = cause {
            let fact = current as NSError
            if fact.domain == NSPOSIXErrorDomain {
                return String(cString: strerror(Int32(fact.code))).lowercased()
            }
            if let words = words[fact.code], fact.domain == NSCocoaErrorDomain,
                fact.userInfo[NSUnderlyingErrorKey] == nil
            {
                return words
            }
            cause = fact.userInfo[NSUnderlyingErrorKey] as? any Error
        }
        return "the system does not say why"
    }

    private static let words: [Int: String] = [
        CocoaError.fileNoSuchFile.rawValue: "no such file or directory",
        CocoaError.fileReadNoSuchFile.rawValue: "no such file or directory",
        CocoaError.fileReadNoPermission.rawValue: "permission denied",
        CocoaError.fileWriteNoPermission.rawValue: "permission denied",
        CocoaError.fileWriteFileExists.rawValue: "a file of this name is in the way",
        CocoaError.fileWriteOutOfSpace.rawValue: "no space left on device",
        CocoaError.fileWriteVolumeReadOnly.rawValue: "read-only file system",
        CocoaError.fileReadUnknown.rawValue: "it is no file that can be read",
    ]
}
