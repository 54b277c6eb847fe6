import Newswire

/// A file's bytes as lines of Unicode scalars, without line breaks.
///
/// Nil, with a finding, for what is no text: too large, UTF-16, not UTF-8.
struct SourceLines {
    var lines: [[Unicode.Scalar]]

    init?(
        _ bytes: some Collection<UInt8>, limit: Int, findings: inout [Located<YAMLFinding>]
    ) {
        let top = SourcePosition(line: 1, column: 1)
        guard bytes.count <= limit else {
            findings.append(Located(.tooLarge(limit: limit), at: top))
            return nil
        }
        let start = bytes.prefix(2)
        if start.elementsEqual([0xFF, 0xFE]) || start.elementsEqual([0xFE, 0xFF]) {
            findings.append(Located(.notUTF8, at: top))
            return nil
        }
        lines = [[]]
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var previous: Unicode.Scalar = " "
        var isFirst = true
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .emptyInput:
                break decoding
            case .error:
                findings.append(Located(.notUTF8, at: here))
                return nil
            case .scalarValue(let scalar):
                defer { (previous, isFirst) = (scalar, false) }
                switch scalar {
                case "\n" where previous == "\r": break
                case "\n", "\r": lines.append([])
                case "\u{FEFF}" where isFirst: break
                // YAML 1.1 breaks lines here, editors do not.
                case "\u{85}", "\u{2028}", "\u{2029}": lines[lines.count - 1].append(" ")
                case _ where scalar.isControl:
                    findings.append(Located(.controlCharacter(scalar), at: here))
                    lines[lines.count - 1].append("\u{FFFD}")
                default: lines[lines.count - 1].append(scalar)
                }
            }
        }
    }

    /// Where the next scalar goes.
    private var here: SourcePosition {
        SourcePosition(line: lines.count, column: lines[lines.count - 1].count + 1)
    }
}

extension Unicode.Scalar {
    /// What YAML's reader refuses.
    fileprivate var isControl: Bool {
        switch value {
        case 0x09: false
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
