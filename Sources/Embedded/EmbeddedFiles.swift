import CEmbedded

/// The files of this project that are part of the binary: word lists, regions,
/// the default templates. Wherever the binary is copied, they are there.
package enum EmbeddedFiles {
    /// The text of the file, or nil if there is none of this name.
    ///
    /// Linear in the number of embedded files; read once and keep the result.
    package static func text(_ name: String) -> String? {
        file(name).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// The same as bytes.
    package static func bytes(_ name: String) -> [UInt8]? {
        file(name).map { Array($0.bytes) }
    }

    /// The names that begin so, in the order of their lists.
    package static func names(below prefix: String) -> [String] {
        all.map(\.name).filter { $0.hasPrefix(prefix) }
    }

    private struct File {
        var name: String
        /// In the binary, so they are always there.
        var bytes: UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(start: raw.bytes, count: raw.count)
        }
        var raw: nashra_embedded_file
    }

    private static func file(_ name: String) -> File? {
        all.first { $0.name == name }
    }

    private static var all: [File] {
        var files: [File] = []
        while true {
            let raw = nashra_embedded_at(files.count)
            guard let name = raw.name else { return files }
            files.append(File(name: String(cString: name), raw: raw))
        }
    }
}
