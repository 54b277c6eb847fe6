import Documents
import Newswire

extension Report {
    /// The language that a text names by its code; nil, with a finding, for
    /// anything else.
    func language(_ text: Text) -> LanguageTag? {
        language(named: text.name, at: text.position)
    }

    /// The same of a part of a text.
    func language(named name: String, at position: SourcePosition) -> LanguageTag? {
        if let tag = LanguageName.tag(ofCode: name) { return tag }
        add(FileFinding.badLanguage(name, code: LanguageName.code(of: name)), at: position)
        return nil
    }
}
