/// The words by which `PageFurniture` knows a page's frame in Arabic, English,
/// French and Persian, all in lower case.
enum PageWords {
    /// Whole lines.
    static let lines = set(
        """
        الرئيسية, الصفحة الرئيسية, أخبار, الأخبار, اخبار, آخر الأخبار, أحدث الأخبار, أخبار محلية,
        أخبار عربية, أخبار عالمية, سياسة, اقتصاد, رياضة, ثقافة, فن, منوعات, تكنولوجيا, مقالات, آراء,
        رأي, عربي ودولي, عربي, دولي, محلي, محليات, فيديو, صور, بحث, القائمة, اتصل بنا, من نحن, طباعة,
        شارك, مشاركة, شارك الخبر, شارك المقال, مشاركة المقال, مشاركة الخبر, فيسبوك, فيس بوك, تويتر,
        واتساب, واتس اب, تيليجرام, تلغرام, تيلجرام, انستغرام, يوتيوب, لينكد إن, نسخ الرابط, حفظ,
        أرسل لصديق, البريد الإلكتروني, إعلان, اعلان, تسجيل الدخول, اشترك, اشترك الآن, حجم الخط, a+, a-,
        تعليقات, التعليقات, خبر, شؤون دولية, شؤون عربية, شؤون فلسطينية, أسعار العملات, صباح الخير,
        مساء الخير, البث المباشر, بث مباشر, استمع, الطقس, حالة الطقس, ملخص, غائم جزئيا, غائم, مشمس, صحو,
        ماطر, العربية, فارسی, עברית, français, english,
        home, news, world, politics, business, sport, sports, weather, culture, opinion, video, photos,
        menu, search, contact, contact us, about, about us, share, share this, share this article,
        facebook, twitter, x, whatsapp, whatsapp logo, telegram, instagram, youtube, linkedin, email,
        print, copy link, save, tweet, like, pin, advertisement, sign in, log in, subscribe, listen,
        skip to content, skip to main content, comments, middle east, europe, live, watch live, latest,
        trending, pinterest, reddit, newsletter, newsletters, published, light rain, sunny, cloudy,
        partly cloudy, clear, close, more, play,
        accueil, actualités, actualité, monde, international, politique, économie, société, partager,
        imprimer, rechercher, se connecter, s'abonner, publicité, envoyer, copier le lien,
        aller au contenu, menu principal, ensoleillé, nuageux, vidéo, vidéos,
        خانه, صفحه اصلی, سیاسی, اقتصادی, ورزشی, بین الملل, بین‌الملل, اجتماعی, فرهنگی, اشتراک گذاری,
        اشتراک‌گذاری, چاپ, جستجو, تماس با ما, درباره ما, ویدیو, ویدئو, فیلم, عکس, آفتابی, نیمه ابری
        """)

    static let beginnings = list(
        """
        شارك على, شارك عبر, مشاركة عبر, تابعنا, تابعونا, اشترك في, انضم إلى, حمل تطبيق, عدد القراءات,
        عدد المشاهدات, آخر تحديث, تاريخ النشر, نشر بتاريخ, نشر في, نشر :, نشر:, حجم الخط, الحرارة:, الرطوبة,
        رطوبة, الرياح:, سرعة الرياح, طقس, العظمى,
        share on, share via, follow us, sign up, subscribe to, download our app, last updated,
        published on, posted on, filed on, updated on, read time, humidity, wind:, cookie,
        partager sur, suivez-nous, abonnez-vous, publié le, mis à jour, temps de lecture, humidité,
        اشتراک در, ما را دنبال, تاریخ انتشار, کد خبر, کدخبر, رطوبت
        """)

    /// Of lines of any length.
    static let notices = list(
        """
        we use cookies, we and our partners, this site uses cookies, this website uses cookies,
        nous utilisons des cookies, ce site utilise, نستخدم ملفات تعريف, يستخدم هذا الموقع,
        يستخدم موقعنا, این سایت از کوکی
        """)

    /// Behind a line that begins so nothing of the article comes.
    static let lastLines = list(
        """
        (تغطية, تغطية صحفية, إعداد وتحرير, تحرير:, انتهى/, انتهى /, انتهى), reporting by, editing by,
        our standards:, sign up here, انتهای پیام, réutiliser ce contenu
        """)

    static let endings = list(
        """
        التعليقات, تعليقات, أضف تعليق, أضف تعليقا, أضف تعليقك, اضف تعليقك, اترك تعليقا, اترك ردا, انتهى,
        كلمات دلالية, كلمات مفتاحية, الكلمات المفتاحية, وسوم, الوسوم, comments, leave a comment,
        leave a reply, tags, keywords, related topics, commentaires, commenter, laisser un commentaire,
        mots-clés, دیدگاه, دیدگاه‌ها, نظرات, برچسب‌ها, برچسب ها
        """)

    static let related = list(
        """
        اقرأ أيضا, اقرأ أيضًا, إقرأ أيضا, إقرأ أيضاً, اقرأ أيضاً, اقرأ ايضا, اقرا ايضا, اقرأ المزيد,
        أخبار ذات صلة, مواضيع ذات صلة, مقالات ذات صلة, ذات صلة, شاهد أيضا, شاهد أيضاً, الأكثر قراءة,
        الاكثر قراءة, مواضيع مشابهة, قد يهمك, قد يهمك أيضا, المزيد, read also, read more, related,
        related articles, related news, related stories, recommended stories, see also, most read,
        more on this story, you may also like, also read, trending, lire aussi, à lire aussi, à lire,
        sur le même sujet, articles liés, les plus lus, voir aussi, بیشتر بخوانید, اخبار مرتبط,
        مطالب مرتبط, پربازدیدترین
        """)

    static let menuRoots = set(
        """
        الرئيسية, الصفحة الرئيسية, home, accueil, خانه, صفحه اصلی, главная, startseite
        """)

    /// What is counted in lines of counts.
    static let counted = set(
        """
        تعليق, تعليقات, التعليقات, مشاهدة, مشاهدات, المشاهدات, القراءات, قراءة, مشاركة, مشاركات, comments,
        comment, shares, views, likes, facebook, commentaires, partages, vues, min, minutes, ago, دقائق,
        دقيقة, ساعات, ساعة, نظر, بازدید
        """)

    private static func list(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == "\n" }.map { PlainText.line(String($0)) }
            .filter { !$0.isEmpty }
    }

    private static func set(_ text: String) -> Set<String> {
        Set(list(text))
    }
}
