/// A message as DATA wants it: every line ended by CRLF, a leading dot doubled,
/// and the final dot.
///
/// A lone CR or LF becomes CRLF: some servers end a message at such a line,
/// and what follows would be read as commands.
enum MessageBody {
    private static let carriageReturn: UInt8 = 0x0D
    private static let lineFeed: UInt8 = 0x0A
    private static let dot: UInt8 = 0x2E

    static func wire(_ pieces: [[UInt8]]) -> [UInt8] {
        let count = pieces.reduce(0) { $0 + $1.count }
        var wire: [UInt8] = []
        wire.reserveCapacity(count + count / 64 + 5)
        var atLineStart = true
        var afterReturn = false
        for piece in pieces {
            for byte in piece {
                if afterReturn {
                    afterReturn = false
                    wire.append(lineFeed)
                    atLineStart = true
                    if byte == lineFeed { continue }
                }
                switch byte {
                case carriageReturn:
                    wire.append(byte)
                    afterReturn = true
                    continue
                case lineFeed:
                    wire.append(carriageReturn)
                    wire.append(byte)
                    atLineStart = true
                    continue
                case dot where atLineStart:
                    wire.append(dot)
                default: break
                }
                wire.append(byte)
                atLineStart = false
            }
        }
        if afterReturn {
            wire.append(lineFeed)
        } else if !atLineStart {
            wire.append(carriageReturn)
            wire.append(lineFeed)
        }
        wire.append(contentsOf: [dot, carriageReturn, lineFeed])
        return wire
    }

    static func isASCII(_ pieces: [[UInt8]]) -> Bool {
        pieces.allSatisfy { piece in piece.allSatisfy { $0 < 0x80 } }
    }
}
