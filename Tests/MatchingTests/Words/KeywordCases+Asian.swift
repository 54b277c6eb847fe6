import Newswire

extension KeywordTable {
    static let asian: [KeywordTable] = [chinese, traditionalChinese, japanese, korean, thai]

    private static let chinese = KeywordTable(
        LanguageTag("zh")!,
        """
        yes | 北京 | 总统在北京会见代表 | characters in a row
        yes | 加沙 | 以色列军队进入加沙地带 | characters in a row
        yes | 伊朗 | 伊朗外长访问莫斯科 | at the beginning
        yes | 停火 | 双方同意停火。 | before punctuation
        yes | 中国 | 中国外交部发言人 | at the beginning
        yes | 国家 | 发展中国家面临债务危机 | a word behind a listed one
        yes | 臺灣 | 台湾海峡 | traditional characters in the rule
        yes | 國會 | 美国国会通过法案 | traditional characters in the rule
        yes | 2024 | 2024年大选 | digits beside characters
        yes | 2024 | ２０２４年大选 | full width
        yes | NATO | NATO峰会在北京举行 | Latin beside characters
        yes | "安全理事会" | 联合国安全理事会 | a longer word
        yes | 东京 | 东京都知事 | a listed word before another character
        yes | 哈马斯 | 哈马斯拒绝提议 | the group
        yes | 习近平 | 习近平会见普京 | a name
        yes | 长江 | 南京市长江大桥 | a listed word
        yes | 国际 | 中美国际关系 | behind a listed word
        no | 市长 | 南京市长江大桥 | across two words
        no | 北京 | 京北新闻 | not in this order
        no | 北京 | 北方和京城 | not in a row
        no | 中国 | 发展中国家 | ends within another word
        no | 马里 | 索马里海盗 | inside another name
        no | 印度 | 印度尼西亚地震 | another name
        no | 哈马 | 哈马斯 | another name
        no | 加沙 | 参加沙特会议 | across two words
        no | 京都 | 东京都知事 | across two words
        no | 国会 | 中国会见代表 | across two words
        no | 日本 | 今日本报讯 | across two words
        no | 罗马 | 罗马尼亚选举 | another name
        no | 伊朗 | 伊拉克 | another name
        """)

    private static let traditionalChinese = KeywordTable(
        LanguageTag("zh-Hant")!,
        """
        yes | 总统 | 總統在臺北會見代表 | simplified characters in the rule
        yes | 總統 | 總統在臺北會見代表 | as typed
        yes | 选举 | 台灣選舉結果 | simplified characters in the rule
        yes | 乌克兰 | 烏克蘭總統 | simplified characters in the rule
        no | 中國 | 發展中國家 | ends within another word
        yes | 难民 | 敘利亞難民 | simplified characters in the rule
        no | 總統 | 總理 | another word
        no | 後 | 前 | another word
        """)

    private static let japanese = KeywordTable(
        LanguageTag("ja")!,
        """
        yes | 東京 | 東京で地震がありました | characters in a row
        yes | ガザ | ガザ地区への攻撃 | katakana before kanji
        yes | ガザ | ｶﾞｻﾞ地区 | half width
        yes | ガザ | カ\u{3099}サ\u{3099}地区 | voicing marks apart
        yes | ウクライナ | ウクライナの首都 | katakana before hiragana
        yes | ミサイル | 弾道ミサイル発射 | katakana behind kanji
        yes | 地震 | 能登半島地震 | behind another word
        yes | 首相 | 岸田首相が訪米 | behind a name
        yes | イラン | イランとイスラエル | before a particle
        yes | パキスタン | インド・パキスタン国境 | behind a middle dot
        yes | EU | ＥＵ首脳会議 | full width
        yes | 米国 | 米国務省 | characters in a row
        yes | 停戦 | 停戦合意 | before another word
        yes | プーチン | プーチン大統領 | katakana before kanji
        yes | イスラエル | イスラエル軍が発表 | katakana before kanji
        no | イスラ | イスラエル軍 | the beginning of a word
        no | インド | インドネシアの選挙 | another name
        no | マリ | ソマリアの海賊 | inside another name
        no | タイ | タイヤ工場で火災 | another word
        no | タイ | 新しいスタイル | inside another word
        no | 京都 | 東京都知事 | across two words
        no | ガサ | ガザ地区 | unvoiced
        no | カザ | ガザ地区 | unvoiced
        no | ロシア | ベラルーシ | another name
        no | ドイツ | イツ | another word
        """)

    private static let korean = KeywordTable(
        LanguageTag("ko")!,
        """
        yes | 서울 | 서울에서 회담이 열렸다 | particle
        yes | 인도 | 인도에서는 선거가 | two particles
        yes | 인도 | 인도의 총리 | particle
        yes | 이란 | 이란은 부인했다 | particle
        yes | 이란 | 이란과 이스라엘 | particle
        yes | 이스라엘 | 이스라엘군은 발표했다 | a compound's second part
        yes | 한국 | 한국정부는 | a compound's second part
        yes | 정부 | 한국정부는 | a compound's first part before
        yes | 가자 | 가자지구에서 | a compound's second part
        yes | 난민 | 난민들에게 | plural and particle
        yes | 미사일 | 미사일을 발사했다 | particle
        yes | 공격 | 러시아가 공격했다 | a verb of the noun
        yes | 체포 | 용의자가 체포됐다 | a verb of the noun
        yes | 러시아 | 대러시아 제재 | toward
        yes | 우크라이나 | 우크라이나로부터 | particle of two syllables
        yes | 북한 | 북한이 | particle
        yes | 휴전 | 휴전 협상을 재개 | the word
        yes | EU | EU는 합의했다 | Latin before a particle
        yes | G20 | G20정상회의 | Latin before a word
        yes | "정상 회담" | 정상 회담에서 | phrase
        yes | 하마스 | 하마스가 | particle
        yes | 지진 | 지진으로 | particle
        yes | 한국 | \u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}은 | letters apart
        yes | 대통령 | 대통령은 | particle
        yes | 이란 | 이란제 드론 | made in
        yes | 유엔 | 유엔안보리 | a compound's second part
        yes | 사망 | 사망자 열 명 | a person's ending
        no | 미국 | 미국인 | people, not the place
        no | 한국 | 한국어 수업 | a language
        no | 러시아 | 벨라루시아 | inside another name
        no | 인도 | 인도네시아 지진 | another name
        no | 인도 | 인도주의 위기 | another word
        no | 인도 | 인도적 지원 | another word
        no | 이란 | 희망이란 무엇인가 | inside a word
        no | 한국 | 남한국 | inside a word
        no | 중국 | 중국집 | another word
        no | 가자 | 참가자들이 | inside a word
        no | 정부 | 의정부 | inside a word
        no | 서울 | 서운하다 | another word
        no | 재개 | 재개발 사업 | another word
        no | 대통 | 대통령이 | the beginning of a word
        no | 시리 | 시리아 내전 | the beginning of a word
        """)

    private static let thai = KeywordTable(
        LanguageTag("th")!,
        """
        yes | กรุงเทพ | น้ำท่วมในกรุงเทพฯ | characters in a row
        yes | อิหร่าน | ประธานาธิบดีอิหร่าน | behind another word
        yes | แผ่นดินไหว | เกิดแผ่นดินไหวที่เมียนมา | characters in a row
        yes | นายกรัฐมนตรี | นายกรัฐมนตรีกล่าว | before another word
        yes | อิรัก | กองทัพอิรัก | a listed word
        yes | 2567 | ปี ๒๕๖๗ | Thai digits
        no | รัก | กองทัพอิรัก | inside another name
        no | กา | กี | another vowel
        no | กา | กาซา | the beginning of a name
        no | มา | ม้า | with a tone
        """)
}
