extension KeywordTable {
    static let arabic: [KeywordTable] = [spellings]

    /// One word in all the ways it is typed, and what is written onto it.
    private static let spellings = KeywordTable(
        .arabic,
        """
        yes | هدنة | وبالهدنة المعلنة في المدينة | conjunction, preposition, article
        yes | غزة | القصف على غزّة | shadda
        yes | غزة | سكان غـــزة | tatweel
        yes | الكهرباء | انقطاع الکهرباء عن المدينة | Persian kaf
        yes | لبنان | مطار ﻟﺒﻨﺎن الدولي | presentation forms
        yes | الأردن | فللأردن موقف آخر | conjunction, preposition, article
        no | غزة | غزت القوات المدينة | she invaded
        no | غزة | غزالة في البرية | a gazelle
        no | غزة | الكاتبة عزة بدر | a woman's name
        """)
}
