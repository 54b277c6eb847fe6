import Newswire

/// What cannot be seen, taken out of where YAML would trip over it.
extension Preparer {
    /// Makes the indent of a line plain spaces; where it ends.
    mutating func cleanIndent(of line: Int) -> Int {
        var index = 0
        var hasTab = false
        while let scalar = lines[line][index] {
            if scalar.isInvisible {
                lines[line].replace(index..<index + 1, with: [])
            } else if scalar == "\t" {
                hasTab = true
                lines[line].replace(
                    index..<index + 1, with: Array(repeating: " ", count: indentUnit))
                index += indentUnit
            } else if scalar.isBlank {
                lines[line].set(" ", at: index)
                index += 1
            } else {
                break
            }
        }
        if hasTab, !lines[line].isOver(from: index) { noteTab(line: line) }
        return index
    }

    /// Gives the line another indent; returns it.
    mutating func indent(_ line: Int, to width: Int) -> Int {
        let old = lines[line].firstNonBlank(from: 0) ?? 0
        lines[line].replace(0..<old, with: Array(repeating: " ", count: width))
        return width
    }

    /// Makes what stands between a colon or dash and its value plain spaces.
    mutating func cleanSeparator(from start: Int) {
        var index = start
        while let scalar = lines[line][index] {
            if scalar.isInvisible {
                lines[line].replace(index..<index + 1, with: [])
            } else if scalar.isBlank {
                lines[line].set(" ", at: index)
                index += 1
            } else {
                return
            }
        }
    }

    /// Takes invisible marks out of a key; where it ends now.
    mutating func cleanKey(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        for index in range.reversed() {
            guard let scalar = lines[line][index] else { continue }
            if scalar.isInvisible {
                lines[line].replace(index..<index + 1, with: [])
                end -= 1
            } else if scalar.isBlank {
                lines[line].set(" ", at: index)
            }
        }
        return end
    }
}
