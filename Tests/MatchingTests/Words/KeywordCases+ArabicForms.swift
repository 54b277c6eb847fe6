/// Words of the dictionary in their forms.
extension KeywordTable {
    /// Broken plurals and their singulars.
    static let arabicPlurals = KeywordTable(
        .arabic,
        """
        yes | صاروخ | إطلاق صواريخ | broken plural
        yes | صاروخ | بالصواريخ | broken plural behind particles
        yes | صاروخ | وصواريخهم | broken plural with a pronoun
        yes | صواريخ | صاروخ واحد | singular for plural
        yes | صواريخ | صاروخين | dual for plural
        yes | قتيل | سقوط قتلى | broken plural
        yes | القتلى | قتيل واحد | singular for plural
        yes | جريح | وجرحى | broken plural
        yes | شهيد | الشهداء | broken plural
        yes | شهداء | شهيدة | feminine for plural
        yes | أسير | تبادل الأسرى | broken plural
        yes | وزير | وزراء الخارجية | broken plural
        yes | وزير | وزيرة الدفاع | feminine
        yes | وزراء | الوزيرين | dual
        yes | رئيس | الرؤساء العرب | broken plural
        yes | مدرسة | قصف مدارس | broken plural
        yes | مدرسة | بمدارس الأونروا | broken plural
        yes | مدارس | مدرستين | dual
        yes | طفل | مقتل أطفال | broken plural
        yes | طفل | أطفالها | with a pronoun
        yes | أطفال | طفلة | feminine
        yes | معبر | إغلاق المعابر | broken plural
        yes | معابر | معبر رفح | singular
        yes | سفينة | سفن حربية | broken plural
        yes | سفينة | للسفن | broken plural
        yes | زلزال | زلازل | broken plural
        yes | حرب | حروب | broken plural
        yes | مدينة | المدن | broken plural
        yes | قرية | القرى | broken plural
        yes | دولة | الدول العربية | broken plural
        yes | منزل | منازل | broken plural
        yes | بيت | بيوتهم | broken plural
        yes | جندي | جنود الاحتلال | broken plural
        yes | ضابط | ضباط | broken plural
        yes | قائد | قادة الجيش | broken plural
        yes | طبيب | أطباء بلا حدود | broken plural
        yes | مريض | المرضى | broken plural
        yes | امرأة | نساء | another root
        yes | نساء | المرأة | another root
        yes | رجل | رجالها | broken plural
        yes | عامل | عمال | broken plural
        yes | قنبلة | قنابل | broken plural
        yes | قذيفة | بقذائف | broken plural
        yes | سلاح | أسلحة | broken plural
        yes | جسر | جسور | broken plural
        yes | طريق | الطرق | broken plural
        yes | حاجز | الحواجز | broken plural
        yes | حق | حقوق الإنسان | broken plural of two letters
        yes | حزب | الأحزاب | broken plural
        yes | قانون | قوانين | broken plural
        yes | قرض | قروض | broken plural
        yes | سعر | أسعار النفط | broken plural
        yes | سوق | الأسواق | broken plural
        yes | بنك | البنوك | broken plural
        yes | ملف | ملفات | sound plural
        yes | مظاهرة | مظاهرات | sound plural
        yes | أزمة | أزمات | sound plural
        yes | ضحية | الضحايا | broken plural
        yes | ضحايا | ضحية | singular
        yes | جثة | جثث | broken plural
        yes | جثمان | جثامين | broken plural
        yes | رهينة | الرهائن | broken plural
        yes | محكمة | المحاكم | broken plural
        yes | قضية | قضايا | broken plural
        yes | تقرير | تقارير | broken plural
        yes | خبير | خبراء | broken plural
        yes | مسجد | مساجد | broken plural
        yes | كنيسة | كنائس | broken plural
        yes | مرض | أمراض | broken plural
        yes | دواء | أدوية | broken plural
        yes | إعصار | أعاصير | broken plural
        yes | حريق | حرائق | broken plural
        yes | نهر | أنهار | broken plural
        yes | جزيرة | الجزر | broken plural
        yes | عربي | الزعماء العرب | plural
        yes | كردي | الأكراد | broken plural
        yes | روسي | الروس | plural
        yes | تركي | الأتراك | broken plural
        yes | صحيفة | الصحف | broken plural
        yes | كتاب | الكتب | broken plural behind the article
        yes | عدد | أعداد القتلى | broken plural, hamza above
        yes | أثر | آثار تدمر | broken plural, madda
        yes | علم | رفع الأعلام | broken plural, hamza above
        yes | سلطة | السلطات | sound plural
        yes | علاج | علاجات | sound plural
        yes | نموذج | نماذج | broken plural
        yes | وضع | الأوضاع الإنسانية | broken plural
        yes | مهم | المهم | an article, no pain of theirs
        yes | مجنون | مجانين | broken plural
        yes | صورة | الصور | broken plural behind the article
        yes | عميل | عملاء | broken plural
        yes | حليف | حلفائها | broken plural with a pronoun
        yes | وزير | وزرائه | broken plural with a pronoun
        yes | وزير | وزراؤها | broken plural with a pronoun
        yes | سفير | السفراء | broken plural
        yes | نائب | النواب | broken plural
        yes | ناخب | الناخبين | sound plural
        yes | مخيم | مخيمات | sound plural
        yes | ابن | أبناء | broken plural
        yes | شارع | شوارع | broken plural
        yes | محصول | محاصيل | broken plural
        yes | ميناء | موانئ | broken plural
        no | كتاب | كتب الرئيس على تويتر | he wrote
        no | كتاب | كاتب | writer
        no | عدد | إعداد الطعام | preparing
        no | أثر | أثار الجدل | aroused
        no | علم | وسائل الإعلام | media
        no | حي | إحياء الذكرى | reviving
        no | لسان | السنة الماضية | the year
        no | لغز | الغاز الطبيعي | gas
        no | آلة | التي قالت | which
        no | آفة | أفتى الشيخ | gave a ruling
        no | قاتل | قتله الجنود | killed him
        no | إنسان | وكالة ناسا | NASA
        no | حاج | حاجة ملحة | need
        no | مستوطن | مستوطنة جديدة | settlement
        no | مشارك | مشاركة واسعة | participation
        no | مراقب | مراقبة الحدود | monitoring
        no | مهاجم | مهاجمة القافلة | attacking
        no | محاصر | محاصرة المدينة | besieging
        no | فيل | فيلا فاخرة | villa
        no | جد | وجد الجنود | found
        no | أساس | أسس شركة | founded
        no | سباح | سباحة | swimming
        no | رياضي | رياضيات | mathematics
        no | وتر | هاري بوتر | Potter
        no | صورة | مدينة صور | Tyre
        no | صور | صورة جماعية | Tyre
        no | مدرس | مدرسة | school
        no | مدرسة | مدرس | teacher
        no | مكتب | مكتبة | library
        no | مكتب | كتابة | writing
        no | جامع | جامعة | university
        no | جامعة | جامع | mosque
        no | طائر | طائرة | aeroplane
        no | محافظ | محافظة | governorate
        no | منظم | منظمة | organisation
        no | شخصي | شخصية | personality
        no | جمهوري | جمهورية | republic
        no | عملية | عملي | practical
        no | بلدي | بلدية | municipality
        no | قوي | قوة | force
        no | رئيس | رئيسي | main
        no | رئيس | رئاسة | presidency
        no | حكومة | حكم | rule
        no | حكومة | حكومي | governmental
        no | حاكم | محاكم | courts
        no | حرب | حزب | another letter
        no | مقتل | مقاتل | fighter
        no | قتيل | قاتل | killer
        no | قتيل | قتال | fighting
        no | شهيد | شاهد | witness
        no | شهيد | شهادة | testimony
        no | جندي | جند | another word
        no | سلاح | مسلح | armed
        no | أسير | أسرار | secrets
        no | سر | أسرى | prisoners
        no | سفينة | سفير | ambassador
        no | سفير | سفارة | embassy
        no | قرية | قرار | decision
        no | دولة | دولي | international
        no | دولة | دولار | dollar
        no | حرية | حرائق | fires
        no | وفد | فدية | ransom
        no | حدود | حديد | iron
        no | معبر | عبارة | phrase
        no | معرض | معارض سوري | an opponent
        no | جمل | جمال | a name, beauty
        no | أسد | أسود | black
        no | وقف | الأوقاف | endowments
        no | حمل | حملة | campaign
        no | حامل | حملة | campaign
        no | عامل | أعمال | works
        no | عمل | عمال | workers
        no | عقد | عقدة | knot
        no | فريق | فراق | parting
        no | طفل | تطفل | intruding
        no | رجل | أرجوان | purple
        no | شعب | شعبان | a month
        no | عام | عامل | worker
        no | ملك | مالك | owner
        """)

    /// Feminine, dual, sound plurals.
    static let arabicEndings = KeywordTable(
        .arabic,
        """
        yes | هدنة | هدنات | plural in at
        yes | هدنات | هدنة | singular
        yes | هدنة | هدنتين | dual
        yes | غارة | غارات | plural in at
        yes | غارة | بغارتين | dual
        yes | غارات | غارتان | dual for plural
        yes | مستشفى | مستشفيات | plural of alef maqsura
        yes | مستشفى | المستشفيين | dual of alef maqsura
        yes | مستشفيات | مستشفى | singular
        yes | لاجئ | لاجئون | plural in un
        yes | لاجئ | مخيم للاجئين في لبنان | of three lams two are written
        yes | لاجئون | وللاجئين حق العودة | the same behind a conjunction
        yes | لقاح | توزيع للقاحات كورونا | the same, plural in at
        yes | لجنة | خلافا للجان الشعبية | the same, broken plural
        no | لجنة | جلس للجلوس | another word in lam
        yes | حماس | وفد حماس في القاهرة | Hamas
        no | حماس | الحماس كبير قبل المباراة | enthusiasm; Hamas takes no article
        yes | لاجئ | اللاجئين | plural in in
        yes | لاجئ | لاجئات | feminine plural
        yes | لاجئ | لاجئة | feminine
        yes | لاجئين | لاجئ | singular
        yes | لاجئ | لاجئي سوريا | plural before a noun
        yes | نازح | نازحون | plural in un
        yes | نازح | للنازحين | plural in in
        yes | نازح | نازحي الشمال | plural before a noun
        yes | مسؤول | مسؤولون | plural in un
        yes | مسؤول | مسؤولين أمريكيين | plural in in
        yes | مسؤول | مسؤولو الأمن | plural before a noun
        yes | مسؤول | مسئولين | plural, another hamza
        yes | فيضان | فيضانات | plural in at
        yes | انفجار | انفجارات | a shape, without a list
        yes | انفجارات | انفجار | singular
        yes | اجتماع | اجتماعين | dual
        yes | احتجاج | احتجاجات | plural
        yes | استهداف | استهدافات | not in the list
        yes | اقتحام | اقتحامات | not in the list
        yes | مواجهة | المواجهات | plural
        yes | محاولة | محاولتين | dual
        yes | مشاركة | مشاركات | not in the list
        yes | مقاتل | مقاتلين | plural
        yes | مقاتلون | المقاتلات | feminine plural
        yes | مستوطن | المستوطنين | plural
        yes | مستوطن | مستوطنون | plural
        yes | متظاهر | متظاهرين | plural
        yes | متضامن | متضامنون | not in the list
        yes | صحفي | الصحفيين | plural
        yes | صحفي | صحفية | feminine
        yes | صحفي | صحفيات | feminine plural
        yes | فلسطيني | الفلسطينيين | plural
        yes | فلسطيني | فلسطينية | feminine
        yes | فلسطينيون | فلسطيني | singular
        yes | إسرائيلي | الإسرائيليون | plural
        yes | أمريكي | القوات الأميركية | feminine in another spelling
        yes | سوري | القوات السورية | feminine behind the article
        yes | سوري | سوريين | plural
        yes | حوثي | الحوثيين | plural
        yes | إسلامي | الإسلامية | feminine
        yes | سياسي | سياسيا | accusative
        yes | دولي | دولية | feminine
        yes | كبير | كبيرة | feminine
        yes | كبير | كبار المسؤولين | broken plural
        yes | عراقي | العراقيون | plural
        yes | طالب | طالبات | feminine plural
        yes | طالب | طلاب | broken plural
        yes | مهندس | مهندسون | plural
        yes | ناشط | ناشطين | plural
        yes | ناشط | نشطاء | broken plural
        yes | سنة | سنوات | plural in awat
        yes | سنة | السنة الماضية | the year, not tongues
        yes | هام | الاجتماع الهام | important, not inspiration
        yes | قناة | قنوات | plural in awat
        yes | شركة | شركات | plural in at
        yes | شركة | شركتان | dual
        yes | لغة | لغات | plural in at
        yes | سيارة | سيارتين | dual
        yes | قرار | القرارات | plural in at
        yes | مطار | مطارات | plural in at
        yes | مطار | المطارين | dual
        yes | حوار | حوارات | plural in at
        yes | تصريح | تصريحات | plural in at
        yes | تفجير | تفجيرين | dual
        yes | اشتباك | اشتباكات | plural in at
        yes | عقوبة | عقوبات | plural in at
        yes | انتخاب | انتخابات | plural in at
        yes | انتخابات | الانتخابات | article
        yes | شخصية | شخصيات | plural in at
        yes | عملية | عمليات | plural in at
        no | طالب | حركة طالبان | the Taliban
        no | طالبان | طالب في الجامعة | the Taliban
        no | بوت | بوتين | Putin
        no | ماكر | ماكرون | Macron
        no | لبن | لبنان | Lebanon
        no | سود | السودان | Sudan
        no | بحر | البحرين | Bahrain
        no | بحر | بحرين | Bahrain
        no | فلسط | فلسطين | Palestine
        no | حسن | حسين | a name
        no | ياس | ياسين | a name
        no | عم | عمان | Oman, Amman
        no | إير | إيران | Iran
        no | سوري | سوريا | Syria
        no | سوري | في سورية | Syria
        no | بريطاني | بريطانيا | Britain
        no | ألماني | ألمانيا | Germany
        no | روسي | روسيا | Russia
        no | تركي | تركيا | Turkey
        no | إيطالي | إيطاليا | Italy
        no | ليبي | ليبيا | Libya
        no | لبناني | لبنان | Lebanon
        no | لبنان | لبنانيين | the adjective
        no | غزة | غزيون | the adjective
        no | سليماني | السليمانية | a city
        no | ناصري | الناصرية | a city
        no | روحاني | روحانية عالية | spirituality
        no | سعودي | السعودية تعلن | Saudi Arabia
        no | إمارة | الإمارات | the Emirates
        no | عرفة | عرفات | Arafat
        no | بابا | باب | door
        no | باب | البابا فرنسيس | the Pope
        no | زير | زيارة | visit
        no | مهرج | مهرجان | festival
        no | ميز | ميزان | balance
        no | سلم | سلمان | a name
        no | رمض | رمضان | Ramadan
        no | عدن | عدنان | a name
        no | دين | دينا الشربيني | a name
        no | كوب | كوبا | Cuba
        no | غان | غانا | Ghana
        no | كور | كورية | Korean
        no | صحيفة | صحفي | journalist
        no | مهندس | هندسة | engineering
        no | لاجئ | لجوء | asylum
        no | نازح | نزوح | displacement
        no | انفجار | تفجير | bombing
        no | ليلى | مواجهات ليلية | nightly
        no | مبنى | مدرسة مبنية | built
        no | جولي | جوليان أسانج | a name
        no | راي | رايان غوسلينغ | a name
        no | زهر | زهران ممداني | a name
        no | مواجهة | وجهة | direction
        """)
}
