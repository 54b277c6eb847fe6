import Foundation
import NashraTesting
import Testing

@Suite("nashra bounce and a Maildir that others use too", .serialized)
struct BounceFolderTests {
    private static let mail = "From: a@example.org\nSubject: hello\n\nhello\n"

    @Test("what can't be read stops nothing else, and stays; what is no file is said once")
    func each() async throws {
        let (office, mails) = try await Office.sent()
        let box = office.folder.path + "box/"
        try office.folder.write(Self.mail, to: "box/new/1.a")
        try FileManager.default.createDirectory(
            atPath: box + "new/2.folder", withIntermediateDirectories: true)
        #expect(mkfifo(box + "new/3.pipe", 0o600) == 0)
        for (name, target) in [
            ("4.nowhere", "missing"), ("5.ring", "5.ring"),
            // A file that its owner, and root, can open but not read.
            ("6.unreadable", "/proc/self/mem"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: box + "new/" + name, withDestinationPath: target)
        }
        try office.folder.write(
            String(decoding: mails[0].report(), as: UTF8.self), to: "box/new/7.b")
        let run = try await office.nashra("bounce box")
        #expect(run.code == 66)
        #expect(run.lines.count == 2 && run.lines[1].contains("nothing more is sent"))
        let errors = run.errors.split(separator: "\n")
        #expect(errors.count == 2, "\(run.errors)")
        #expect(errors[0].contains("'box/new/6.unreadable' can't be read"))
        #expect(errors[1].contains("'box/new/5.ring' are no regular files"))
        #expect(office.names("box/cur") == ["1.a:2,S", "7.b:2,S"])
        #expect(office.names("box/new").count == 5)
        // Without what can't be read all is well.
        try FileManager.default.removeItem(atPath: box + "new/6.unreadable")
        #expect(try await office.nashra("bounce box").code == 0)
    }

    @Test("names in 'cur' stay unique, and flags are not written twice")
    func names() async throws {
        let (office, _) = try await Office.sent()
        for name in ["new/1.a", "cur/1.a:2,S", "new/2,S=40", "cur/2,S=40:2,S", "new/3:2,S"] {
            try office.folder.write(Self.mail, to: "box/" + name)
        }
        try office.folder.write(Self.mail, to: "box/new/4:2,F")
        let run = try await office.nashra("bounce box")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines.count == 4)
        #expect(
            office.names("box/cur") == [
                "1.a:2,S", "1.a_1:2,S", "2,S=40:2,S", "2_1,S=40:2,S", "3:2,S", "4:2,FS",
            ])
        #expect(office.names("box/new").isEmpty)
    }

    @Test("what an IMAP server moved to 'cur' is read while nobody has seen it")
    func current() async throws {
        let (office, mails) = try await Office.sent()
        try FileManager.default.createDirectory(
            atPath: office.folder.path + "box/new", withIntermediateDirectories: true)
        let reports = mails.map { String(decoding: $0.report(), as: UTF8.self) }
        try office.folder.write(reports[0], to: "box/cur/1.a:2,")
        for (name, text) in [
            ("2.b", Self.mail), ("3.c:2,F", Self.mail), ("4.d:2,S", reports[1]),
            ("5.e:2,T", reports[1]),
        ] {
            try office.folder.write(text, to: "box/cur/" + name)
        }
        let run = try await office.nashra("bounce box")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines.count == 3)
        #expect(run.lines.first?.hasPrefix("box/cur/1.a:2,: hard bounce") == true)
        #expect(
            office.names("box/cur") == ["1.a:2,S", "2.b:2,S", "3.c:2,FS", "4.d:2,S", "5.e:2,T"])
        #expect(try await office.nashra("bounce box").output.isEmpty)
    }

    @Test("two runs at once read every mail, and neither trips over the other")
    func together() async throws {
        let (office, _) = try await Office.sent()
        let names = (100..<400).map { "\($0).a" }
        for name in names { try office.folder.write(Self.mail, to: "box/new/" + name) }
        async let one = office.nashra("bounce box")
        async let other = office.nashra("bounce box")
        let runs = [try await one, try await other]
        for run in runs { #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)") }
        #expect(runs[0].lines.count + runs[1].lines.count >= names.count)
        #expect(office.names("box/cur") == names.map { $0 + ":2,S" })
        #expect(office.names("box/new").isEmpty)
    }

    @Test("standard input that is closed is an answer, not a crash")
    func closed() async throws {
        let (office, _) = try await Office.sent()
        for command in [
            "bounce", "suppressions add --csv -", "read -", "check -", "try - --subscriber desk",
        ] {
            let shell = try ChildProcess(
                URL(filePath: "/bin/sh"),
                ["-c", "exec \"$0\" \(command) <&-", NashraProcess.binary.path],
                in: office.folder.url)
            let result = try await shell.end()
            let errors = String(decoding: result.errors, as: UTF8.self)
            #expect(result.code == 66, "\(command): \(errors)")
            #expect(errors.contains("standard input is closed"), "\(command): \(errors)")
        }
    }

    @Test("no store is made where there is none: the folder may be the wrong one")
    func noStore() async throws {
        let nowhere = try Office()
        let empty = try Office(configuration: "language: en\n")
        for (office, hint) in [(nowhere, "no nashra.yaml here"), (empty, "with 'nashra.yaml' yet")]
        {
            for (command, code) in [
                ("bounce", 75), ("suppressions", 66), ("suppressions remove a@example.org", 66),
                ("status", 66), ("deliveries", 66), ("outbox", 66), ("outbox show 1", 66),
                ("outbox retry --all", 66), ("outbox drop 1", 66), ("send --dry-run", 66),
                ("try --query غزة", 66),
            ] {
                let run = try await office.nashra(command)
                #expect(run.code == code, "\(command): \(run.output)\(run.errors)")
                #expect(run.errors.contains("there is no store 'var/nashra.sqlite'"))
                #expect(run.errors.contains(hint) && run.errors.contains("--config"))
            }
            #expect(office.names("var").isEmpty)
        }
        let desk = try Office(subscribers: ["lina": Office.lina])
        let why = try await desk.nashra("why flood lina")
        #expect(why.code == 66 && why.errors.contains("there is no store"), "\(why.errors)")
        #expect(desk.names("var").isEmpty)
        let wrong = try await nowhere.nashra("suppressions add a@example.org")
        #expect(wrong.code == 66 && wrong.errors.contains("no nashra.yaml here"))
        #expect(nowhere.names("") == [])
        #expect(try await empty.nashra("suppressions add a@example.org").code == 0)
        #expect(
            try await empty.nashra("suppressions").output.hasPrefix("a@example.org: by hand"))
    }
}
