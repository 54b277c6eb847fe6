package import Foundation

/// What dkimpy says of a mail's signatures.
package enum DKIMJudge {
    /// One line for each signature, in their order: its algorithm, then `pass`,
    /// `fail` or what dkimpy could not read.
    ///
    /// - Parameter records: what DNS answers, by name.
    package static func verdicts(
        on message: Data, records: [String: String]
    ) throws -> [String] {
        let judge = """
            import sys, json, dkim
            raw, records = sys.stdin.buffer.read(), json.loads(sys.argv[1])
            def dns(name, timeout=5):
                name = name.decode() if isinstance(name, bytes) else name
                return records.get(name.rstrip("."), "").encode()
            fields = dkim.rfc822_parse(raw)[0]
            signatures = [v for k, v in fields if k.lower() == b"dkim-signature"]
            for index, value in enumerate(signatures):
                tags = dkim.util.parse_tag_value(value)
                try:
                    verdict = "pass" if dkim.DKIM(raw).verify(idx=index, dnsfunc=dns) else "fail"
                except dkim.DKIMException as problem:
                    verdict = str(problem)
                print(tags[b"a"].decode(), verdict)
            """
        let names = try JSONEncoder().encode(records)
        let printed = try Python.run(
            judge, arguments: [String(decoding: names, as: UTF8.self)], input: message)
        return printed.split(separator: "\n").map(String.init)
    }
}
