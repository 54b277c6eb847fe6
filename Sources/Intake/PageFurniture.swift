/// Tells the lines of a page scraped to plain text that are its frame, by the
/// words that such lines have in Arabic, English, French and Persian.
enum PageFurniture {
    /// A number with a degree sign, as weather boxes have it.
    static func isTemperature(_ line: String) -> Bool {
        let hasDegree = line.contains { "°º˚℃℉".contains($0) }
        let letters = line.filter { $0.isLetter }.count
        return hasDegree && line.contains(where: \.isNumber) && letters <= 6 && line.count <= 20
    }

    /// Menus, buttons, counts, prices, notices of rights: nothing an article says.
    static func isFrame(_ line: String) -> Bool {
        if isTemperature(line) || !line.contains(where: \.isLetter) { return true }
        guard line.count <= 160 else { return false }
        let folded = line.lowercased()
        let bare = folded.trimmingEnd { ":：.!".contains($0) || $0.isWhitespace }
        let core = String(bare.drop { !$0.isLetter && !$0.isNumber })
        if words.contains(core) { return true }
        if beginnings.contains(where: core.hasPrefix) { return true }
        if folded.contains("©") || folded.contains("all rights reserved")
            || folded.contains("حقوق محفوظة") || folded.contains("tous droits réservés")
        {
            return true
        }
        return isMenu(core) || isCount(core)
    }

    /// A line behind which nothing of the article comes.
    static func endsArticle(_ line: String) -> Bool {
        let core = line.lowercased().trimmingEnd { ": .".contains($0) }
        return line.count <= 160
            && (line.contains("©")
                || endings.contains {
                    core == $0 || core.hasPrefix($0 + ":")
                        || core.hasPrefix($0 + " :")
                }
                || line.contains("جميع الحقوق محفوظة")
                || core.contains("all rights reserved"))
    }

    /// A heading over other articles: what stands under it is not this one.
    static func isRelatedHeading(_ line: String) -> Bool {
        let core = line.lowercased().trimmingEnd { ": .…".contains($0) }
        return related.contains {
            core == $0 || core.hasPrefix($0 + ":") || core.hasPrefix($0 + " :")
        }
    }

    /// `الرئيسية / أخبار / سوريا`, `Home > World`, or words of menus in a row.
    private static func isMenu(_ line: String) -> Bool {
        let parts = line.split { ">›»/|•·".contains($0) }.map { PlainText.line(String($0)) }
        guard parts.count > 1 else { return false }
        return parts.contains { menuRoots.contains($0) } || parts.allSatisfy(words.contains)
    }

    /// `3 تعليقات`, `12 shares`, `عدد القراءات: 120`.
    private static func isCount(_ line: String) -> Bool {
        let words = line.split { !$0.isLetter && !$0.isNumber }
        guard (2...4).contains(words.count), words.contains(where: { $0.allSatisfy(\.isNumber) })
        else { return false }
        return words.contains { countWords.contains(String($0)) }
    }

    private static let menuRoots: Set<String> = [
        "الرئيسية", "الصفحة الرئيسية", "home", "accueil", "خانه", "صفحه اصلی", "главная",
        "startseite",
    ]

    private static let countWords: Set<String> = [
        "تعليق", "تعليقات", "التعليقات", "مشاهدة", "مشاهدات", "المشاهدات", "القراءات", "قراءة",
        "مشاركة", "مشاركات", "comments", "comment", "shares", "views", "likes", "commentaires",
        "partages", "vues", "min", "minutes", "دقائق", "دقيقة", "نظر", "بازدید",
    ]

    private static let words: Set<String> = [
        "الرئيسية", "الصفحة الرئيسية", "أخبار", "الأخبار", "اخبار", "سياسة", "اقتصاد", "رياضة",
        "ثقافة",
        "فن", "منوعات", "تكنولوجيا", "مقالات", "آراء", "رأي", "عربي ودولي", "عربي", "دولي", "محلي",
        "محليات", "فيديو", "صور", "بحث", "القائمة", "اتصل بنا", "من نحن", "طباعة", "شارك", "مشاركة",
        "شارك الخبر", "شارك المقال", "فيسبوك", "فيس بوك", "تويتر", "واتساب", "واتس اب", "تيليجرام",
        "تلغرام", "تيلجرام", "انستغرام", "يوتيوب", "لينكد إن", "نسخ الرابط", "حفظ", "أرسل لصديق",
        "البريد الإلكتروني", "إعلان", "اعلان", "تسجيل الدخول", "اشترك", "اشترك الآن", "حجم الخط",
        "a+", "a-",
        "تعليقات", "التعليقات", "خبر", "شؤون دولية", "شؤون عربية", "شؤون فلسطينية",
        "home", "news", "world", "politics", "business", "sport", "sports", "culture", "opinion",
        "video", "photos", "menu", "search", "contact", "contact us", "about", "about us", "share",
        "share this", "share this article", "facebook", "twitter", "x", "whatsapp", "telegram",
        "instagram", "youtube", "linkedin", "email", "print", "copy link", "save", "tweet", "pin",
        "advertisement", "sign in", "log in", "subscribe", "listen", "skip to content", "comments",
        "middle east", "europe", "live", "latest", "trending", "pinterest", "reddit",
        "accueil", "actualités", "monde", "politique", "économie", "sports", "culture", "partager",
        "imprimer", "rechercher", "se connecter", "s'abonner", "publicité", "envoyer",
        "copier le lien",
        "خانه", "صفحه اصلی", "اخبار", "سیاسی", "اقتصادی", "ورزشی", "بین الملل", "اشتراک گذاری",
        "چاپ",
        "جستجو", "تماس با ما", "درباره ما", "فارسی", "english", "العربية", "français", "עברית",
    ]

    private static let beginnings = [
        "شارك على", "شارك عبر", "مشاركة عبر", "تابعنا", "تابعونا", "اشترك في", "انضم إلى",
        "حمل تطبيق",
        "عدد القراءات", "عدد المشاهدات", "آخر تحديث", "تاريخ النشر", "نشر بتاريخ", "نشر في",
        "حجم الخط",
        "share on", "share via", "follow us", "sign up", "subscribe to", "download our app",
        "last updated", "published on", "posted on", "read time", "cookie", "we use cookies",
        "partager sur", "suivez-nous", "abonnez-vous", "publié le", "mis à jour",
        "temps de lecture",
        "اشتراک در", "ما را دنبال", "تاریخ انتشار", "کد خبر", "کدخبر",
    ]

    private static let endings = [
        "التعليقات", "تعليقات", "أضف تعليق", "أضف تعليقا", "اترك تعليقا", "اترك ردا",
        "كلمات دلالية",
        "كلمات مفتاحية", "الكلمات المفتاحية", "وسوم", "الوسوم", "comments", "leave a comment",
        "leave a reply", "tags", "keywords", "commentaires", "laisser un commentaire", "mots-clés",
        "دیدگاه", "دیدگاه‌ها", "نظرات", "برچسب‌ها", "برچسب ها",
    ]

    private static let related = [
        "اقرأ أيضا", "اقرأ أيضًا", "إقرأ أيضا", "إقرأ أيضاً", "اقرأ أيضاً", "اقرأ ايضا", "اقرأ المزيد",
        "أخبار ذات صلة", "مواضيع ذات صلة", "مقالات ذات صلة", "ذات صلة", "شاهد أيضا", "شاهد أيضاً",
        "الأكثر قراءة", "الاكثر قراءة", "مواضيع مشابهة", "قد يهمك", "قد يهمك أيضا", "المزيد",
        "read also", "read more", "related", "related articles", "related news", "related stories",
        "see also", "most read", "more on this story", "you may also like", "also read",
        "lire aussi", "à lire aussi", "à lire", "sur le même sujet", "les plus lus", "voir aussi",
        "بیشتر بخوانید", "اخبار مرتبط", "مطالب مرتبط", "پربازدیدترین",
    ]
}
