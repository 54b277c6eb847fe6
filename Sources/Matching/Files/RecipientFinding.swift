import Documents
import Newswire

/// What is wrong with a list of readers: with the whole of it, which is then
/// an error of the subscriber's file, or with a row, which is left out.
enum RecipientFinding: Finding, Error {
    case besideEmail
    case missing(String)
    case leadsOut(String)
    case unreadable(String, reason: String)
    case tooLarge(String, megabytes: Int)
    case notUTF8(String)
    case noEmailColumn(String, columns: [String])
    case nobody(String)
    case repeatedColumn(String)
    case unusedColumns([String])
    case row(TableReader.Problem)
    case tooManyFields(Int, columns: Int)
    case noAddress
    case badAddress(String, EmailAddress.Problem)
    case badLanguage(String)
    case badZone(String, hints: [String])
    case repeated(String, line: Int)

    var severity: Diagnostic.Severity {
        switch self {
        case .repeated, .repeatedColumn, .unusedColumns: .warning
        default: .error
        }
    }

    var id: String {
        switch self {
        case .besideEmail: "recipients-beside-email"
        case .missing, .leadsOut, .unreadable, .tooLarge, .notUTF8: "list-unreadable"
        case .noEmailColumn: "list-without-email"
        case .nobody: "list-empty"
        case .repeatedColumn: "list-column-repeated"
        case .unusedColumns: "list-column-unused"
        case .row, .tooManyFields, .noAddress: "bad-row"
        case .badAddress: "bad-address"
        case .badLanguage: "unknown-language"
        case .badZone: "unknown-zone"
        case .repeated: "repeated"
        }
    }

    var message: String {
        switch self {
        case .besideEmail: "'recipients' stands instead of 'email', not beside it"
        case .missing(let name): "there is no file \(Diagnostic.quoted(name))"
        case .leadsOut(let name):
            "\(Diagnostic.quoted(name)) leads out of the folder of subscribers"
        case .unreadable(let name, let reason):
            "the list \(Diagnostic.quoted(name)) cannot be read: \(reason)"
        case .tooLarge(let name, let megabytes):
            "the list \(Diagnostic.quoted(name)) is larger than \(megabytes) MB"
        case .notUTF8(let name): "the list \(Diagnostic.quoted(name)) is not UTF-8"
        case .noEmailColumn(let name, let columns):
            "the list \(Diagnostic.quoted(name)) has no column 'email' in its first line"
                + (columns.isEmpty
                    ? "" : ", it has: " + columns.map(Diagnostic.quoted).joined(separator: ", "))
        case .nobody(let name): "the list \(Diagnostic.quoted(name)) has no reader"
        case .repeatedColumn(let name):
            "the column \(Diagnostic.quoted(name)) is there twice, the first one counts"
        case .unusedColumns(let names):
            "no template uses a reader's own columns yet: "
                + names.map(Diagnostic.quoted).joined(separator: ", ")
        case .row(.unclosedQuote):
            "the quote is not closed as it must be, the row is left out"
        case .row(.textBehindQuote):
            "text stands behind the quote that closes a field, the row is left out"
        case .row(.notUTF8): "the field is not UTF-8, the row is left out"
        case .tooManyFields(let count, let columns):
            "the row has \(count) fields and the first line \(columns), the row is left out"
        case .noAddress: "the row has no address and is left out"
        case .badAddress(let text, let problem):
            "\(Diagnostic.quoted(text)) \(problem.explanation), the row is left out"
        case .badLanguage(let text):
            "\(Diagnostic.quoted(text)) is no language such as 'ar' or 'en', the row is left out"
        case .badZone(let text, _):
            "\(Diagnostic.quoted(text)) is no time zone, the row is left out"
        case .repeated(let text, let line):
            "\(Diagnostic.quoted(text)) stands in line \(line) already, it is written to once"
        }
    }

    var hints: [String] {
        switch self {
        case .besideEmail: ["put the address into the list, or under 'channels'"]
        case .leadsOut: ["put the list beside the subscriber's file"]
        case .notUTF8, .row(.notUTF8): ["save it as 'CSV UTF-8'"]
        case .noEmailColumn:
            ["begin the list with a line such as:", "email,name,language,timezone"]
        case .row(.textBehindQuote), .row(.unclosedQuote):
            ["a quote inside a field is written twice, and the field stands in quotes"]
        case .tooManyFields: ["a field that holds a comma stands in double quotes"]
        case .badZone(_, let hints): hints
        default: []
        }
    }
}
