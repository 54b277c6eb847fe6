extension KeywordTable {
    static let arabic = [
        arabicSpellings, arabicParticles, arabicPlurals, arabicEndings, arabicNames, arabicTraps,
    ]

    /// One word in all the ways it is typed.
    private static let arabicSpellings = KeywordTable(
        .arabic,
        """
        yes | غزة | القصف على غزّة | shadda
        yes | غزة | سكان غَزَّةَ | full marks
        yes | غزة | سكان غـــزة | tatweel
        yes | غزة | سكان غزه المحاصرون | ha for ta marbuta
        yes | غزة | سكان ﻏﺰﺓ | presentation forms
        yes | غزّة | سكان غزة | marks in the rule
        yes | غـزة | سكان غزة | tatweel in the rule
        yes | لبنان | مطار ﻟﺒﻨﺎن الدولي | presentation forms
        yes | لبنان | أزمة لـبـنـان | tatweel
        yes | الكهرباء | انقطاع الکهرباء عن المدينة | Persian kaf
        yes | الکهرباء | انقطاع الكهرباء عن المدينة | Persian kaf in the rule
        yes | إيراني | وفد ایرانی في بغداد | Persian ya
        yes | الأردن | حدود الاردن | alef without hamza
        yes | الاردن | حدود الأردن | hamza left out in the rule
        yes | إسرائيل | قالت اسرائيل | alef without hamza
        yes | مسؤول | قال مسئول كبير | hamza on ya
        yes | مسئول | قال مسؤول كبير | hamza on waw
        yes | شؤون | وزارة شئون الأسرى | hamza on ya
        yes | علي | لقاء مع على عبد الله | Egyptian ya without dots
        yes | مستشفى | قصف مستشفي المدينة | dotted ya for alef maqsura
        yes | آب | في اب الماضي | alef without madda
        yes | كوفيد-19 | إصابات كوفيد ١٩ | Arabic-Indic digits
        yes | 2024 | في عام ٢٠٢٤ قال | Arabic-Indic digits
        yes | 2024 | في عام ۲۰۲۴ قال | Persian digits
        yes | ٢٠٢٤ | في عام 2024 قال | Arabic-Indic digits in the rule
        yes | بيروت | انفجار بيرو\u{200C}ت | zero-width joint
        yes | بيروت | انفجار \u{200F}بيروت\u{200F} الكبير | direction marks
        yes | بيروت | انفجار \u{2067}بيروت\u{2069} | isolates
        yes | بيروت | انفجار «بيروت» | quotation marks
        yes | بيروت | انفجار بيروت، ثم | Arabic comma
        yes | أمريكا | سياسة أميركا | two spellings
        yes | أميركا | سياسة امريكا | two spellings
        yes | سوريا | في سورية أمس | two spellings
        yes | ترامب | وصول ترمب | two spellings
        yes | صاروخ | أطلقت صاروخًا | tanween before the alef
        yes | صاروخ | أطلقت صاروخاً | tanween behind it
        yes | صاروخ | أطلقت صاروخا | accusative without tanween
        yes | فيضان | شهدت فيضانا كبيرا | accusative without tanween
        yes | هجوم | شن هجوما على | accusative without tanween
        yes | قصف | شهدت قصفا عنيفا | accusative without tanween
        no | سوريا | القوات السورية | an adjective behind the article
        no | غزة | عزة بدر | zayn and ayn are other letters
        no | غزة | غرة الشهر | ra for zay
        no | لبنان | جبنات | other letters
        no | =غزة | سكان غزه | exact
        no | =غزة | في غزّة | exact
        no | =الأردن | حدود الاردن | exact
        no | =علي | جلس على الكرسي | exact
        no | ذكرى | ذكرا ذلك | alef maqsura is no alef
        no | سأل | سال الدم في الشارع | known by its hamza only
        no | فن | الفنان | a longer word
        no | 2024 | رقم 20245 | a longer number
        no | 19 | في 1992 | a longer number
        no | عمان | العثماني | a longer word
        no | أمير | أميركا | a longer word
        no | نور | النوروز | a longer word
        no | حماس | حماسة الجماهير | another word
        no | قمر | القمري | another word
        no | سلام | إسلام | another word
        no | علم | إعلام | another word
        """)

    /// What is written onto a word: particles, article, pronouns.
    private static let arabicParticles = KeywordTable(
        .arabic,
        """
        yes | هدنة | وبالهدنة المعلنة | conjunction, preposition, article
        yes | هدنة | فبالهدنة بدأوا | conjunction, preposition, article
        yes | هدنة | وكالهدنة السابقة | like the truce
        yes | هدنة | وللهدنة شروط | to the truce
        yes | هدنة | فللهدنة شروط | so to the truce
        yes | هدنة | للهدنة | to the truce
        yes | هدنة | لهدنة | to a truce
        yes | هدنة | ولهدنة | and to a truce
        yes | هدنة | والهدنة | and the truce
        yes | هدنة | فالهدنة | so the truce
        yes | هدنة | كهدنة | like a truce
        yes | هدنة | بهدنته | in his truce
        yes | هدنة | وبهدنتهم | and in their truce
        yes | هدنة | هدنتنا | our truce
        yes | الهدنة | هدنة | the article in the rule
        yes | الهدنة | بالهدنة | the article in both
        yes | الأردن | فللأردن موقف آخر | conjunction, lam and article
        yes | الأردن | وللأردن | and to Jordan
        yes | الأردن | بالأردن | in Jordan
        yes | الأردن | والأردن | and Jordan
        yes | أردن | الأردن | without article in the rule
        yes | غزة | ولغزة | and to Gaza
        yes | غزة | فبغزة | so in Gaza
        yes | غزة | كغزة | like Gaza
        yes | غزة | بـغزة | preposition with tatweel
        yes | أوكرانيا | بـأوكرانيا | preposition with tatweel
        yes | بوتين | وبوتين | and Putin
        yes | بوتين | فلبوتين | so to Putin
        yes | «تل أبيب» | بتل أبيب | a word of two letters
        yes | «تل أبيب» | وبتل أبيب | a word of two letters
        yes | «تل أبيب» | لتل أبيب | a word of two letters
        yes | «شي جين بينغ» | وشي جين بينغ | a word of two letters
        yes | «جو بايدن» | لجو بايدن | a word of two letters
        yes | «أم درمان» | بأم درمان | a word of two letters
        yes | «ذي قار» | بذي قار | a word of two letters
        yes | حج | موسم الحج | article before two letters
        yes | الحج | موسم حج | article before two letters
        yes | دم | بالدم والنار | article before two letters
        yes | ضم | خطة الضم | article before two letters
        yes | حل | للحل السياسي | lam and article before two letters
        yes | سد | لسد النهضة | preposition before a listed word
        yes | أم | عيد الأم | article before two letters
        yes | تصريح | تصريحه | his
        yes | تصريح | بتصريحاتهم | their, plural
        yes | مساعدة | بمساعدتكم | your
        yes | صديق | وصديقهما | of both
        yes | حكومة | حكومتهن | their, feminine
        yes | رئيس | رئيسها | her
        yes | ألمانيا | لألمانيا | hamza keeps the article's letters
        yes | ألمانيا | والمانيا | without hamza
        yes | إلغاء | بإلغاء القرار | begins with al by birth
        yes | التزام | بالتزامه | begins with al by birth
        yes | الله | والله | God
        yes | ينسحب | سينسحب | future
        yes | ينسحب | وسينسحب | and future
        yes | وزير | ووزير | and a minister
        yes | كتاب | ككتاب | like a book
        yes | لبنان | بلبنان | in Lebanon
        yes | لبنان | للبنان | to Lebanon
        yes | بيروت | ببيروت | in Beirut
        yes | فلسطين | وفلسطين | and Palestine
        yes | كندا | لكندا | to Canada
        no | زير | وزير | minister
        no | تاب | كتاب | book
        no | دية | بلدية | municipality
        no | آية | ولاية | province
        no | جنة | لجنة | committee
        no | جنة | ولجنتهم | and their committee
        no | حرية | القوات البحرية | navy
        no | طاقة | بطاقة | card
        no | رقة | ورقة | paper
        no | رقة | فرقة | company
        no | الرقة | رقة المشاعر | tenderness
        no | كرة | فكرة | idea
        no | مال | كمال | a name
        no | أمل | كامل | whole
        no | ألم | سالم | a name
        no | عيد | بعيد | far
        no | آخر | ساخر | mocking
        no | تين | بوتين | Putin
        no | بنان | لبنان | Lebanon
        no | ندا | كندا | Canada
        no | روت | بيروت | Beirut
        no | لسطين | فلسطين | Palestine
        no | غداد | بغداد | Baghdad
        no | رنسا | فرنسا | France
        no | رد | برد شديد | cold
        no | رد | ورد في البيان | it came
        no | حر | بحر غزة | a sea
        no | حي | وحي السماء | revelation
        no | حق | لحق به | followed
        no | شر | بشر | people
        no | حل | وحل في الشوارع | mud
        no | طن | وطن | homeland
        no | بن | لبن | milk
        no | قط | فقط | only
        no | سد | جسد | body
        no | الحر | حرب | war
        no | مانيا | ألمانيا | Germany
        no | غاء | إلغاء | cancelling
        no | تزام | التزام | commitment
        no | هم | الهمم | another word
        no | ياسة | سياسة | policy
        no | ياج | سياج | fence
        no | علي | عليه | on him
        no | علي | عليها | on her
        no | غز | غزه | Gaza, carelessly spelt
        no | مبهم | تفاهم | understanding
        """)

    /// Names, which take particles and nothing else.
    private static let arabicNames = KeywordTable(
        .arabic,
        """
        yes | حماس | وحماس | and Hamas
        yes | حماس | لحماس | to Hamas
        yes | طالبان | لطالبان | to the Taliban
        yes | ماكرون | وماكرون | and Macron
        yes | نتنياهو | ونتنياهو | and Netanyahu
        yes | نتنياهو | نتانياهو | two spellings
        yes | الرياض | بالرياض | in Riyadh
        yes | القاعدة | تنظيم القاعدة | al-Qaeda
        yes | السعودية | والسعودية | and Saudi Arabia
        yes | الإمارات | للإمارات | to the Emirates
        yes | البحرين | بالبحرين | in Bahrain
        yes | السودان | بالسودان | in Sudan
        yes | إيران | لإيران | to Iran
        yes | حلب | بحلب | in Aleppo
        yes | حمص | وحمص | and Homs
        yes | إدلب | بإدلب | in Idlib
        yes | جنين | بجنين | in Jenin
        yes | الخليل | بالخليل | in Hebron
        yes | بلينكن | وبلينكن | and Blinken
        yes | كيري | لكيري | to Kerry
        no | غزة | غزتهم | she invaded them
        no | غزة | غزوات | raids
        no | غزة | غزاة | invaders
        no | غزة | غزير | abundant
        no | غزة | مغزى | sense
        no | حماس | يتحمس | he is eager
        no | الرياض | رياض محرز | a name
        no | القاعدة | قاعدة جوية | a base
        no | السعودية | سعودي | an adjective
        no | الإمارات | إماراتي | an adjective
        no | السودان | سوداني | an adjective
        no | إيران | إيراني | an adjective
        no | حلب | حليب | milk
        no | حلب | حلبة | ring
        no | حمص | حماصنة | people of Homs
        no | جنين | أجنة | foetuses
        no | عمان | معان | a town
        no | عمان | عمال | workers
        no | قطر | قطار | train
        no | قطر | قطرة | drop
        no | مصر | مصري | an adjective
        no | مصر | مصرع | death
        no | مصر | مصير | fate
        no | تونس | تونسي | an adjective
        no | اليمن | اليمين | the right
        no | يمن | فيمن حضر | in whom
        no | سرت | كسرت الصمت | broke
        no | سرت | فسرت القرار | explained
        no | أكرا | باكرا | early
        no | أكرا | إكراه | coercion
        no | اليمن | يمني | an adjective
        no | العراق | عراقيل | obstacles
        no | عراق | عرق | sweat
        no | مالي | مالية | Mali; financial
        no | النيجر | نيجيريا | another country
        no | بوتين | بوتفليقة | another name
        no | كيري | كيرية | another word
        no | علي | علية | another word
        no | دمشق | دمشقي | an adjective
        no | القدس | مقدسي | an adjective
        no | القدس | قداس | mass
        no | رفح | فرح | other letters
        no | الصين | صيني | an adjective
        no | صين | تحصين | fortifying
        no | الهند | هندسة | engineering
        no | هند | هندي | an adjective
        no | الأسد | السد | the dam
        no | الأسد | أسد في الحديقة | a lion
        """)

    /// Words that hold others, verbs, and what looks like a form.
    private static let arabicTraps = KeywordTable(
        .arabic,
        """
        yes | قصف | القصف | article
        yes | اغتيال | باغتياله | pronoun
        yes | قتل | بقتله | pronoun
        yes | انسحاب | وانسحابهم | conjunction, pronoun
        yes | هدنة | هدنتهم | pronoun
        yes | «وقف إطلاق النار» | لوقف إطلاق النار | phrase behind a particle
        yes | «وقف إطلاق النار» | ووقف لإطلاق النار | phrase with particles
        yes | «مجلس الأمن» | بمجلس الأمن | phrase
        yes | «الجيش الحر» | للجيش الحر | phrase with a short word
        yes | «الأمم المتحدة» | والأمم المتحدة | phrase
        yes | «قطاع غزة» | بقطاع غزة | phrase
        yes | «تنظيم الدولة» | لتنظيم الدولة | phrase
        yes | «حقوق الإنسان» | لحقوق الإنسان | phrase
        yes | فلسطين* | الفلسطينيين | prefix
        yes | لاجئ* | اللاجئات | prefix
        no | فلسطين* | مفلس | prefix
        no | =صاروخ | صواريخ | exact
        no | =صاروخ | الصاروخ | exact
        no | =هدنة | بالهدنة | exact
        no | صوار* | صاروخ | a prefix asks for letters, not for a plural
        no | قتل | مقتل | another word
        no | قتل | قتيل | another word
        no | قصف | منقصف | another word
        no | سلام | استسلام | another word
        no | نفط | نفاط | another word
        no | ذهب | مذهب | another word
        no | حصار | محاصر | another word
        no | حصار | انحصار | another word
        no | أمن | إيمان | faith
        no | أمن | أمنية | wish
        no | عدوان | عدو | enemy
        no | اعتداء | عدائي | hostile
        no | نصر | ناصر | a name
        no | فتح | فتاح | another word
        no | جهاد | جهد | effort
        no | برلمان | برلماني | an adjective
        no | نووي | نواة | nucleus
        no | مفاوضة | فوضى | chaos
        no | تهديد | هدد | threatened
        no | «مجلس الأمن» | مجلس النواب والأمن | not in a row
        no | «وقف إطلاق النار» | إطلاق النار ووقف | not in a row
        no | «تل أبيب» | تل الزعتر | another hill
        no | «تل أبيب» | قتل أبيب | another word
        """)
}
