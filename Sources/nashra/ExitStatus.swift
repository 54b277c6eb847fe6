/// How a command ends, as its exit code says it (after `sysexits.h`).
enum ExitStatus: Int32, Comparable {
    case done = 0
    /// The answer is no.
    case negative = 1
    case usage = 64
    /// An input or file can't be read as what it is.
    case unreadable = 65
    case missingInput = 66
    /// The answer needs a server that is not there.
    case noServer = 69
    case cannotWrite = 73
    /// Work stays in the outbox, or the store is busy.
    case later = 75
    case badConfiguration = 78

    static func < (a: ExitStatus, b: ExitStatus) -> Bool {
        a.rawValue < b.rawValue
    }
}
