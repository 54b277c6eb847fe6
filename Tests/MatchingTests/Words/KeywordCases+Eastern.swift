import Newswire

extension KeywordTable {
    static let eastern: [KeywordTable] = [russian, greek, turkish, hebrew, persian, urdu]

    private static let russian = KeywordTable(
        LanguageTag("ru")!,
        """
        yes | Путин | встреча с Путиным | instrumental of a name
        yes | Москва | в Москве | locative of a place
        yes | Россия | власти России | genitive of a place
        yes | Газа | в секторе Газы | genitive of a place
        yes | Газа | удар по Газе | dative of a place
        yes | Сирия | из Сирии | genitive of a place
        yes | Украина | на Украину | accusative of a place
        yes | Дания | в Дании | locative of a place
        yes | война | после войны | genitive
        yes | переговоры | на переговорах | locative plural
        yes | санкция | новые санкции | plural
        yes | санкции | пакет санкций | genitive plural
        yes | беженец | беженец из Сирии | the word
        yes | ракета | обстрел ракетами | instrumental plural
        yes | выборы | итоги выборов | genitive
        yes | министр | министру обороны | dative
        yes | Хрущёв | при Хрущеве | ё as е
        yes | самолёт | сбит самолет | ё as е
        yes | самолет | два самолёта | е as ё
        yes | США | власти США | the acronym
        yes | партия | съезд партии | genitive
        yes | суд | в суде | locative
        yes | Медведев | у Медведева | genitive of a name
        yes | Лавров | с Лавровым | instrumental of a name
        yes | "Совет Безопасности" | в Совете Безопасности ООН | phrase, declined
        yes | беженец | тысячи беженцев | the e is the nominative's
        yes | беженцы | один беженец | the e is the nominative's
        yes | доброволец | добровольцы из Чечни | the e is the nominative's
        yes | боец | погибли бойцы | the e is the nominative's
        yes | рынок | цены на рынках | the o is the nominative's
        yes | посол | отозвали посла | the o is the nominative's
        yes | сотрудник | Сотрудников эвакуировали | genitive plural with a capital
        yes | Лавров | Лавров прилетел в Анкару | the name
        yes | Ливан | в Ливане | a name in -ан
        yes | Иран | с Ираном | a name in -ан
        yes | иран | в Иране | in small letters
        yes | Китай | власти Китая | a name in -ай
        yes | Корея | в Южной Корее | a name in -ея
        yes | Йемен | в Йемене | a name in -ен
        yes | Рафах | в Рафахе | a name in -ах
        yes | Иерусалим | в Иерусалиме | a name in -им
        yes | Астана | в Астане | a name in -ана
        yes | Эрдоган | с Эрдоганом | a name in -ан
        yes | Байден | Байдена | a name in -ен
        no | Ливан | в Ливии | another name
        no | Иран | в Ираке | another name
        no | Корея | корень зла | another word
        no | Китай | кит на берегу | another word
        no | Иран | иранский | an adjective
        no | Ливан | ливень | another word
        no | Донецк | донецкий аэропорт | an adjective
        no | Газа | Газпром снизил поставки газа | gas
        yes | Египет | в Египте | the e is the nominative's
        yes | Киев | под Киевом | instrumental of a place
        yes | Львов | во Львове | locative of a place
        yes | Зеленский | переговоры с Зеленским | instrumental of a name
        yes | Пригожин | мятеж Пригожина | genitive of a name
        yes | "прекращение огня" | о прекращении огня | phrase, declined
        no | посол | после удара | another word
        no | Зеленский | зелёный коридор | another word
        no | Киев | киевский | an adjective
        no | посол | посольство | another word
        no | Дания | по данным штаба | another word
        no | данные | в Дании | a place
        no | Газа | цены на газ | another word
        no | газ | в секторе Газы | a place
        no | партия | школьная парта | another word
        no | Грузия | без груза | another word
        no | Мали | малый бизнес | another word
        no | Куба | десять кубов газа | a common word
        yes | Песков | заявил Пескову | dative of a name
        no | Песков | на песке | another word
        no | Россия | российский флот | an adjective
        no | Украина | украинские войска | an adjective
        no | страна | странный случай | another word
        no | право | правый сектор | another word
        no | суд | затонуло судно | another word
        no | Медведев | в лесу медведь | another word
        no | Токио | удар током | another word
        no | Хама | лидер ХАМАС | another name
        no | месть | на месте | another word
        no | вино | признал вину | another word
        no | Иран | тиран | inside a word
        no | Оман | обман | inside a word
        no | мир | командир | inside a word
        """)

    private static let greek = KeywordTable(
        LanguageTag("el")!,
        """
        yes | Αθήνα | στην Αθήνας | genitive of a place
        yes | Αθήνα | ΑΘΗΝΑ | capitals carry no accent
        yes | κυβέρνηση | της κυβέρνησης | genitive
        yes | κυβέρνηση | κυβερνήσεις | plural
        yes | εκλογές | μετά τις εκλογές | the word
        yes | εκλογή | των εκλογών | genitive plural
        yes | πόλεμος | του πολέμου | genitive, final sigma
        yes | πρόσφυγας | πρόσφυγες στη Λέσβο | plural
        yes | Ισραήλ | στο Ισραηλ | no accent
        yes | υπουργός | ο υπουργος | no accent
        yes | Τουρκία | της Τουρκίας | genitive of a place
        yes | Ρωσία | της Ρωσίας | genitive of a place
        yes | φωτιά | μεγάλες φωτιές | plural
        yes | Λίβανος | στον Λίβανο | accusative of a place
        no | Κύπρος | οι Κύπριοι | people, not the place
        no | Ουκρανία | ένας Ουκρανός | people, not the place
        no | Ρωσία | ένας Ρώσος | people, not the place
        no | Τουρκία | τουρκικό πλοίο | an adjective
        no | πόλεμος | πολεμικό πλοίο | an adjective
        no | Χάμα | η Χαμάς | another name
        no | πολίτης | η πολιτική | another word
        no | Ομάν | μια ομάδα | another word
        no | αρχή | ο αρχηγός | another word
        """)

    private static let turkish = KeywordTable(
        LanguageTag("tr")!,
        """
        yes | İstanbul | İstanbul'da deprem | apostrophe and case
        yes | İstanbul | İSTANBUL’UN SURLARI | capitals and case
        yes | istanbul | Istanbul'da | dotted and dotless i
        yes | İstanbul | istanbulda sel | case without an apostrophe
        yes | Türkiye | Türkiye'nin başkenti | genitive
        yes | Turkiye | Türkiye | no umlaut
        yes | Gazze | Gazze'ye yardım | dative
        yes | seçim | seçimlerde | plural and case
        yes | seçim | seçimin sonucu | genitive
        yes | seçimler | seçim günü | singular for a plural rule
        yes | hükümet | hükümetin kararı | genitive
        yes | hükümet | hükümetleri uyardı | plural and case
        yes | saldırı | saldırıda üç ölü | locative
        yes | saldırı | saldırılar sürüyor | plural
        yes | bakan | bakanlar toplandı | plural
        yes | bakanlık | bakanlığın açıklaması | k written ğ
        yes | mülteci | mülteciler | plural
        yes | ülke | ülkelerden | plural and ablative
        yes | füze | füzelerle | plural and "with"
        yes | asker | askerler öldü | plural
        yes | grup | grubun lideri | p written b
        yes | Erdoğan | Erdogan konuştu | no breve
        yes | deprem | depremde yıkılan binalar | locative
        yes | çocuk | çocuğu | k written ğ
        yes | savaş | savaşın sonu | genitive
        yes | ateşkes | ateşkesin ardından | genitive
        yes | anlaşma | anlaşmaya varıldı | dative
        yes | cumhurbaşkanı | cumhurbaşkanının | genitive of a compound
        yes | ABD | ABD'nin | acronym and case
        yes | "hava aracı" | hava araçları | possessive of a compound
        yes | bakan | Dışişleri Bakanı Fidan | possessive of a compound
        yes | mahkeme | mahkemesi | possessive
        no | Suriye | Suriyeli | people, not the place
        no | altı | altın fiyatı | another word
        no | sınır | sinir krizi | another word
        no | savaş | savaşçı | another word
        no | göç | göçmen | a person
        no | deprem | depresyon | another word
        no | asker | askeri müdahale | an adjective
        no | İran | iranlı | people, not the place
        no | kan | kanun teklifi | another word
        no | ada | Adana'da | inside a word
        no | bakan | bakanlık | another word
        no | başka | başkan | another word
        no | Irak | ırakçı | inside a word
        no | terör | terörist | a person
        no | mal | mali yardım | another word
        no | ordu | ordusuz | another ending
        no | Rus | Rusya | a place
        no | kadın | kadro | another word
        no | parti | partizan | another word
        no | Çin | için | inside a word
        """)

    private static let hebrew = KeywordTable(
        LanguageTag("he")!,
        """
        yes | עזה | תקיפה בעזה | in
        yes | עזה | הדרך לעזה ומעזה | to, from
        yes | ירושלים | ומירושלים נמסר | and from
        yes | ישראל | כשישראל תקפה | when
        yes | לבנון | בלבנון ובסוריה | in
        yes | סוריה | בלבנון ובסוריה | and in
        yes | ממשלה | ראש הממשלה | the
        yes | ממשלה | ושהממשלה תיפול | and that the
        yes | ממשלה | ממשלת ישראל | construct
        yes | ממשלה | בממשלות קודמות | plural, in
        yes | הממשלה | ממשלה חדשה | article in the rule
        yes | טיל | שני טילים | plural
        yes | טיל | טילי שיוט | construct plural
        yes | טילים | טיל אחד | singular for a plural rule
        yes | פליט | הפליטים | plural, the
        yes | מלחמה | במלחמה | in
        yes | מלחמה | מלחמת ששת הימים | construct
        yes | מדינה | מדינות ערב | plural
        yes | נשים | אישה | irregular plural
        yes | אישה | ונשים נפגעו | irregular plural, and
        yes | צה"ל | כוחות צה״ל | the other quotation mark
        yes | צה״ל | דובר צה"ל | the other quotation mark
        yes | צה״ל | בצה"ל אומרים | in
        yes | ארה״ב | ומארה״ב | and from
        yes | שלום | שָׁלוֹם | points
        yes | שלום | לשלום | to
        yes | אחים | האחים | final letter, the
        yes | מפלגה | מפלגות | plural
        yes | חטוף | החטופים | plural, the
        yes | "ראש הממשלה" | לראש הממשלה | phrase with a particle
        yes | מכונית | מכוניות תופת | plural in -iyot
        yes | הסכם | בהסכם | whole behind a particle
        yes | נתניהו | ולנתניהו אין | and to
        yes | חמאס | בחמאס אומרים | in
        yes | איראן | שאיראן תגיב | that
        yes | מצרים | במצרים | whole behind a particle
        yes | בחירות | לבחירות | whole behind a particle
        yes | או״ם | באו"ם | in
        yes | פיגוע | שני פיגועים | plural
        yes | "ארצות הברית" | בארצות הברית | phrase with a particle
        yes | הרוג | שלושה הרוגים | plural
        yes | אש | האש נמשכת | a word of two letters
        yes | התנחלות | בהתנחלויות | plural in -uyot
        yes | עסקה | עסקת חטופים | construct
        yes | תושב | תושבי עזה | construct plural
        no | שר | בשר ודגים | begins with the letter
        no | חמאס | חומוס | another word
        no | חירות | בחירות | begins with the letter
        no | שרד | משרד הביטחון | begins with the letter
        no | חבל | המחבל נתפס | begins with the letter
        no | ספר | מספר הרוגים | begins with the letter
        no | צור | המצור על העיר | begins with the letter
        no | ערב | במערב | begins with the letter
        no | טיל | להטיל סנקציות | another word
        no | כתב | מכתב | begins with the letter
        no | קשה | בקשה | begins with the letter
        no | עבר | מעבר רפיח | begins with the letter
        no | בנון | לבנון | begins with the letter
        no | לום | שלום | begins with the letter
        no | עדה | ועדה | begins with the letter
        no | או״ם | לאום | begins with the letter
        no | איראן | האיראנים | people, not the place
        no | ישראל | ישראלי | people, not the place
        no | אפר | אפרים | a name
        no | עזה | העזתים | people, not the place
        no | סין | תחסין | inside a word
        no | ריאות | משרד הבריאות | begins with the letter
        no | אבק | מאבק | begins with the letter
        no | שמן | ושמנת | another word
        """)

    private static let persian = KeywordTable(
        LanguageTag("fa")!,
        """
        yes | تحریم | تحریم‌های تازه | plural behind a joint, ezafe
        yes | آتش‌بس | خواستار آتش بس فوری شد | a joint or a space
        yes | آتش بس | برقراری آتش‌بس | the same the other way
        no | آتش‌بس | آتش در بازار تهران | half of it alone
        yes | تحریم | تحریمها | plural without a joint
        yes | تحریم | تحریم ها | plural behind a space
        yes | تحریم‌ها | تحریم تازه | singular for a plural rule
        yes | کتاب | كتاب | Arabic kaf
        yes | كتاب | کتاب‌هایشان | Persian kaf, plural and pronoun
        yes | ایران | جمهوري اسلامي ايران | Arabic ya
        yes | نامه | نامه‌ی وزیر | ezafe behind a joint
        yes | نامه | نامهٔ وزیر | ezafe as a hamza
        yes | نامه | نامۀ وزیر | ezafe as one letter
        yes | آمریکا | آمریکای شمالی | ezafe behind a vowel
        yes | نیرو | نیروی دریایی | ezafe behind a vowel
        yes | نیرو | نیروهای مسلح | plural
        yes | مخالف | مخالفان دولت | plural in -ān
        yes | کودک | کودکان غزه | plural in -ān
        yes | زن | زنان ایرانی | plural of a short word
        yes | نماینده | نمایندگان مجلس | plural in -gān
        yes | دانشجو | دانشجویان | plural in -yān
        yes | گوید | می‌گوید | the present's particle
        yes | بزرگ | بزرگ‌ترین | superlative
        yes | حمله | حملات و حمله‌ها | plural
        yes | غزه | نوار غزه | the place
        yes | غزة | نوار غزه | Arabic spelling in the rule
        yes | القاهرة | قاهره | Arabic article in the rule
        yes | الکهرباء | الكهرباء | Arabic keyboard
        yes | "رئیس جمهور" | رئیس‌جمهور ایران | a joint between words
        yes | رئیس‌جمهور | رئیس جمهور ایران | a space between words
        yes | حزب‌الله | حزب الله لبنان | a joint in the rule
        yes | حزب الله | حزب‌الله لبنان | a joint in the text
        yes | معترض | معترضان در خیابان | plural in -ān
        yes | رئیس‌جمهور | رییس جمهور | ya for hamza
        yes | آمریکایی | امریکائی | hamza for ya
        yes | زلزله | زلزله‌ای در کرمان | "a" behind a joint
        no | زن | زندان | another word
        no | شهر | شهرک | another word
        yes | تحریم | تحریم‌هایش | plural and pronoun behind a joint
        yes | کشور | کشورهای عربی | plural, ezafe
        no | جنگ | جنگل‌ها | another word
        no | شهر | شهریور | a month
        no | کشور | کشاورز | another word
        no | ایران | ایرانی | people, not the place
        no | ایران | ایرانیان | people, not the place
        no | فرم | فرمان | another word
        no | بار | باران | another word
        no | پای | پایان | another word
        no | بحر | بحران | another word
        no | ترکیه | ترکیه‌ای | people, not the place
        no | هسته | برنامه هسته‌ای | an adjective
        no | گروه | گروگان‌ها | another word
        no | برا | برای | another word
        no | بیمار | بیمارستان | another word
        no | لبن | لبنان | another word
        no | روس | عروس | inside a word
        """)

    private static let urdu = KeywordTable(
        LanguageTag("ur")!,
        """
        yes | حملہ | حملوں میں اضافہ | oblique plural
        yes | حملہ | حملے کے بعد | oblique
        yes | حملے | ایک حملہ | rule in the oblique
        yes | پابندی | پابندیاں عائد | plural
        yes | پابندی | پابندیوں کے خلاف | oblique plural
        yes | عورت | عورتیں | plural
        yes | بچہ | بچوں کی تعلیم | oblique plural of a short word
        yes | بچہ | بچے | oblique of a short word
        no | گھر | گھرانہ | another word
        yes | ملک | ملکوں | oblique plural
        yes | پاکستان | پاكستان | Arabic kaf
        yes | وزیراعظم | وزيراعظم | Arabic ya
        no | ملک | ملکہ | another word
        no | ایران | ایرانی | people, not the place
        no | حمل | حملہ آور | another word
        no | عرب | عربی | an adjective
        no | چین | چینی | people, not the place
        """)
}
