/// Lines of our own writing with what they must be tagged with; `-` is nothing.
let headlines = LabelledLine.read(
    """
    ar | SY RU | كيري يبحث في موسكو الهدنة في سوريا
    ar | SY SY-HL | انفجار يهز حلب فجر اليوم
    ar | SY SY-ID | نزوح آلاف العائلات من إدلب
    ar | SY SY-DY | الفرات يفيض في دير الزور
    ar | SS !SD | فيضانات تغمر مدنا في جنوب السودان
    ar | SD !SS | فيضانات تغمر مدنا في السودان
    ar | SD SD-KH | هدوء حذر في الخرطوم بعد الهدنة
    ar | SD | وصول قافلة إغاثة إلى دارفور
    ar | gaza-strip PS !PS-GZA | دخول شاحنات الوقود إلى غزة
    ar | gaza-strip PS | قافلة مساعدات تدخل قطاع غزة
    ar | gaza-strip PS | المستشفيات بغزة تطلق نداء
    ar | gaza-strip PS | طريق بري ولغزة معبر واحد
    ar | gaza-strip PS | أهالي غزّة ينتظرون
    ar | gaza-strip PS | أهالي غـــزة ينتظرون
    ar | gaza-strip PS | اهالي غزه ينتظرون
    ar | PS-GZA gaza-strip PS | بلدية مدينة غزة تصلح خطوط المياه
    ar | PS-KYS gaza-strip PS | افتتاح مدرسة في خان يونس
    ar | PS-NGZ gaza-strip PS | عودة العائلات إلى مخيم جباليا
    ar | PS-NBS west-bank PS | إضراب شامل في نابلس
    ar | west-bank PS | أمطار غزيرة على الضفة الغربية
    ar | PS-JEM PS IL | اقتحام باحات القدس صباح اليوم
    ar | PS-JEM PS | المصلون في المسجد الأقصى
    ar | PS-JEN PS | قوات كبيرة في مخيم جنين
    ar | - | ولادة جنين بصحة جيدة بعد عملية نادرة
    ar | PS-RFH gaza-strip PS | طوابير طويلة عند معبر رفح
    ar | US | البيت الأبيض يعلن موعد القمة
    ar | US | وزير الدفاع الأميركي يستقيل
    ar | US | الرئيس الأمريكي يلتقي الصحفيين
    ar | US | مواطنون أميركيون عالقون في المطار
    ar | US | الولايات المتحدة تفرض رسوما جديدة
    ar | US | وللولايات المتحدة رأي آخر
    ar | RU | الكرملين ينفي صحة الأنباء
    ar | RU | روسيا الاتحادية تستضيف القمة
    ar | RU | الروس يصوتون اليوم
    ar | UA | اتصال هاتفي بشأن الوضع بـأوكرانيا
    ar | UA RU | هجوم أوكراني على القرم وروسيا ترد
    ar | TR | الأتراك يتوجهون إلى صناديق الاقتراع
    ar | TR | زلزال قرب غازي عنتاب
    ar | - | تركي الفيصل يلقي محاضرة عن التاريخ
    ar | - | محمد المصري يفوز بجائزة الرواية
    ar | EG | الرئيس المصري يفتتح المتحف
    ar | EG | وزير الخارجية المصري يصل مساء اليوم
    ar | EG EG-C | مؤتمر المناخ في القاهرة
    ar | EG EG-ALX | غرق قارب قبالة الإسكندرية
    ar | EG | عبور سفينة ضخمة قناة السويس
    ar | EG-SIN EG | افتتاح محطة كهرباء في العريش
    ar | - | القوة القاهرة توقف تصدير النفط
    ar | - | تشييع الفنان في مسقط رأسه
    ar | OM OM-MA | افتتاح ميناء جديد في مسقط
    ar | OM | سلطنة عمان تدعو إلى الحوار
    ar | OM | عُمان تدعو إلى الحوار
    ar | JO JO-AM | عمّان تستضيف مؤتمرا دوليا
    ar | ~OM ~JO | عمان تستضيف مؤتمرا دوليا
    ar | JO-IR JO | ضبط مصنع في إربد
    ar | - | إصابة لاعب في الرباط الصليبي
    ar | MA MA-04 | اجتماع في الرباط حول المياه
    ar | - | رفع أذان المغرب من المسجد الكبير
    ar | MA | المغرب يفوز بتنظيم البطولة
    ar | maghreb !MA | قمة المغرب العربي تتأجل مرة أخرى
    ar | MA-06 MA | معرض الكتاب في الدار البيضاء
    ar | DZ | الجزائر تعيد فتح حدودها
    ar | DZ-31 DZ | حريق في ميناء وهران
    ar | TN | الرئيس التونسي يلتقي وفدا
    ar | TN-61 TN | إضراب عام في صفاقس
    ar | LY LY-BA | مؤتمر إعمار بنغازي
    ar | LY | طرابلس الغرب تشهد هدوءا
    ar | LB-AS LB | سوق طرابلس الشام يفتح أبوابه
    ar | LB LB-BA | انقطاع الكهرباء في بيروت
    ar | - | مصور ينشر صور حفل الافتتاح
    ar | LB | قوات الطوارئ في جنوب لبنان
    ar | IQ-NI IQ | إعمار مدينة الموصل القديمة
    ar | IQ IR | العراق وإيران يوقعان اتفاقا
    ar | SA | السعودية تعلن موعد الحج
    ar | SA | وزير الطاقة السعودي يتوقع توازن السوق
    ar | SA-01 SA | قمة الرياض تختتم أعمالها
    ar | - | افتتاح رياض الأطفال الجديدة
    ar | AE | الإماراتيون يحتفلون
    ar | AE-DU AE | معرض الطيران في دبي
    ar | YE YE-AD | وصول سفينة إلى عدن
    ar | YE-HU YE | ألغام في الحديدة
    ar | YE-SA YE | مطار صنعاء يستقبل رحلة
    ar | QA | الوساطة القطرية مستمرة
    ar | - | المكتب القطري للمنظمة ينشر تقريرا
    ar | KP !KR | كوريا الشمالية تطلق صاروخا
    ar | KR !KP | كوريا الجنوبية تدعو إلى الهدوء
    ar | KP | الزعيم الكوري الشمالي يتفقد مصنعا
    ar | CD !CG | وباء في الكونغو الديمقراطية
    ar | GQ !GN | انتخابات في غينيا الاستوائية
    ar | PG !GN | بركان في بابوا غينيا الجديدة
    ar | NE !NG | انقلاب في النيجر
    ar | NG !NE | انتخابات في نيجيريا
    ar | - | واشنطن بوست تنشر تحقيقا جديدا
    ar | - | رئيس تحرير القدس العربي يكتب
    ar | - | وول ستريت جورنال تكشف التفاصيل
    ar | US | واشنطن ترحب بالاتفاق
    ar | - | بحجة الصيانة أغلقت الشركة المصنع
    ar | - | وزارة الداخلية تعلن مواعيد العمل
    ar | - | وزير المالية يعرض الموازنة
    ar | ML | انسحاب القوات من شمال مالي
    ar | eu | الاتحاد الأوروبي يقر الموازنة
    ar | nato | قمة حلف شمال الأطلسي غدا
    ar | gcc | مجلس التعاون الخليجي يعقد قمته
    ar | 150 | موجة حر تجتاح أوروبا
    ar | FR | الإليزيه يعلن الحداد
    ar | GB | بريطانيا تخفض الفائدة
    ar | !PE | قال المتحدث إنه سيلتقي الصحفيين
    ar | BT !RU | ملك بوتان يزور المعبد
    ar | !BT | بوتين يزور المصنع
    en | SY SY-HL | Truce holds in Aleppo
    en | SY RU | Syrian minister visits Moscow
    en | RU | Kremlin denies report
    en | US | US senators back the bill
    en | US | U.S. senators back the bill
    en | - | Tell us more about it
    en | - | Let us all meet in May
    en | TR | Turkey raises interest rates
    en | - | How to roast a turkey for the holidays
    en | - | How to polish old furniture
    en | JO | Jordan signs water deal
    en | - | Jordan Peterson cancels tour
    en | TD | Rebels advance in Chad
    en | GE | Protests in Tbilisi as Georgia votes
    en | gaza-strip PS | Aid trucks enter Gaza
    en | PS-RFH PS | Queues at the Rafah crossing
    en | west-bank PS | Olive harvest begins in West Bank
    en | PS-JEM PS IL | Snow falls on Jerusalem
    en | - | Washington Post wins award
    en | - | New York Times reporter retires
    en | US | Washington welcomes the deal
    en | LB LB-BA | Power cut in Beirut
    en | LB LB-AS !LY | Lebanese army deploys in Tripoli
    en | SS !SD | South Sudan delays elections
    en | KP !KR | North Korea fires missile
    en | SA | Saudi Arabia cuts output
    en | YE-SA YE | Flights resume at Sana'a airport
    en | EG | Suez Canal traffic falls
    en | AE | UAE opens new port
    en | GB | UK inflation falls
    en | FR | Élysée announces reshuffle
    en | eu | EU leaders meet
    en | nato | NATO chief speaks
    en | horn-of-africa | Drought in the Horn of Africa worsens
    en | - | Real Madrid win again
    en | IQ-KR IQ | Oil flows from Kurdistan
    en | UA | Kyiv says drones were shot down
    en | 145 | Dust storms sweep Western Asia
    fr | SY SY-HL | Trêve à Alep
    fr | SY | Le président syrien reçoit une délégation
    fr | DZ | L'Algérie rouvre sa frontière
    fr | UA | La guerre d'Ukraine
    fr | US | Les États-Unis annoncent des sanctions
    fr | MA | Les Marocains votent
    fr | gaza-strip PS | Des camions entrent dans la bande de Gaza
    fr | LB | Les Libanaises manifestent
    fr | FR | La France adopte le budget
    fr | - | Air France supprime des vols
    fr | CI | Élections en Côte d’Ivoire
    fr | GB | Le Royaume-Uni signe
    fr | TR | Le président turc en visite
    fr | - | Il faut que la réforme vienne vite
    fr | CN | La Chine et les Chinois
    fa | IR | رئیس جمهور ایران سخنرانی کرد
    fa | SY | گفتگوها درباره سوریه ادامه دارد
    fa | US | آمریکا تحریم‌های تازه اعلام کرد
    fa | RU | وزیر خارجه روسیه وارد شد
    fa | RU | مسکو واکنش نشان داد
    fa | PS | فلسطینی‌ها در انتظار آتش‌بس
    fa | gaza-strip PS | کمک‌ها به نوار غزه رسید
    fa | AF | زلزله در افغانستان
    fa | IQ | نخست وزیر عراق
    fa | TR | انتخابات ترکیه
    fa | SA | عربستان سعودی اعلام کرد
    fa | SY-HL SY | آتش‌بس در حلب
    ar | - | دوما ما يقول الحقيقة لأصدقائه
    ar | - | العاصفة تدمر عشرات المنازل
    ar | SA-02 SA | افتتاح معرض في جدة بحضور مسؤولين سعوديين
    ar | - | زار جده في المستشفى
    ar | DE | قطار سريع جديد في طريقه لألمانيا
    ar | BR AR | البرازيل والأرجنتين في النهائي
    ar | LB | ولبنان ينتظر الموازنة
    ar | IQ JO YE KW | رسالة للعراق وللأردن ولليمن وبالكويت
    ar | EH !MA | بعثة الأمم المتحدة في الصحراء الغربية
    ar | - | فوهة بركان يبلغ قطرها كيلومترا
    ar | - | سيول جارفة تضرب القرى الجبلية
    ar | KR | سيول تعلن انضمامها والحكومة الكورية الجنوبية ترحب
    ar | KR KP | اتصال بين سول وبيونغ يانغ
    ar | - | سفينة تائهة في المحيط الهندي
    ar | - | مدرسة جديدة للبنين في القرية
    ar | SY LB TR JO | اللاجئون السوريون في لبنان وتركيا والأردن
    ar | mena | مستقبل الشرق الأوسط بعد القمة
    ar | - | كاتب في صحيفة الشرق الأوسط يتقاعد
    ar | - | مراسل قناة روسيا اليوم يتسلم جائزة
    ar | RU | بوتين: استعادت روسيا اليوم عافيتها
    ar | YE-SD YE | أمطار في صعدة
    ar | CZ | التشيك تنتخب
    ar | ES | إسبان يحتجون على الغلاء
    ar | CY | القبارصة يصوتون
    ar | US | الجانب الأميركي يرد
    ar | US | نقل عن أميركيين
    ar | - | أمريج ومالك وكتاب ووزير
    ar | AM AZ | هدنة بين أرمينيا وأذربيجان
    ar | MA | المغاربة يستقبلون رمضان
    ar | ZA | محكمة في جنوب أفريقيا
    ar | 002 | بطولة أفريقيا للمحليين
    ar | SY | هضبة الجولان تشهد ثلوجا
    ar | sahel | دول الساحل تبحث الجفاف
    en | - | Chad Smith releases new album
    en | - | Paris Hilton opens shop
    en | - | Heat wave in New Mexico
    en | GW !GN | Vote in Guinea-Bissau
    en | GQ !GN | Vote in Equatorial Guinea
    en | PG !GN | Vote in Papua New Guinea
    en | DO !DM | Flood in Dominican Republic
    en | GB !IE | Talks in Northern Ireland stall
    en | CD !CG | Kinshasa blames rebels in Congo
    en | NL | Court in The Hague rules
    en | RU | MOSCOW SAYS TALKS WILL RESUME
    en | - | TELL US MORE ABOUT THE PLAN
    en | UA RU | Ukraine's drones hit Russia's refinery
    en | CN US | Chinese and American envoys meet
    en | MM | Myanmar's junta frees prisoners
    en | TR | Türkiye hosts summit
    en | PS | Palestinian Authority pays salaries
    en | IL | Israeli cabinet votes
    en | SY-RD SY | Life returns to Eastern Ghouta
    en | EG-C EG | Cairo hosts ceasefire talks
    en | SD-DN SD | Hunger spreads in El Fasher, Sudan
    fr | GQ !GN | Élections en Guinée équatoriale
    fr | CD !CG | La République démocratique du Congo vote
    fr | NZ | Séisme en Nouvelle-Zélande
    fr | RU | Moscou réagit
    fr | GR | La dette grecque
    fr | EG-C EG | Réunion au Caire
    fr | mena | Le Moyen-Orient à sec
    fr | SA | Une princesse saoudienne à l'honneur
    fr | XK | Le Kosovo vote
    fa | DE | وزیر خارجه آلمان
    fa | UA | نیروهای اوکراینی پیشروی کردند
    fa | IL-TA IL | انفجار در تل‌آویو
    fa | IL | کابینه اسرائیل تشکیل جلسه داد
    fa | YE | حمله به یمن
    fa | QA QA-DA | نشست در دوحه قطر
    fa | KP | موشک کره شمالی
    fa | - | واشنگتن پست نوشت
    fa | JP | نخست‌وزیر ژاپن
    """)
