import Newswire

extension KeywordTable {
    static let european: [KeywordTable] = [
        french, german, spanish, italian, portuguese, dutch, swedish, somali,
    ]

    private static let french = KeywordTable(
        LanguageTag("fr")!,
        """
        yes | Iran | les sanctions contre l’Iran | elision, typographic apostrophe
        yes | Iran | les sanctions contre l'Iran | elision, typewriter's apostrophe
        yes | Israël | l'armée d'Israel | elision, no diaeresis
        yes | État | un coup d’Etat au Niger | elision, no accent
        yes | accord | l'accord et d'autres accords | elision and plural
        yes | "coup d'État" | le coup d’État a échoué | phrase with an elision
        yes | l'Ukraine | l’Ukraine résiste | elision in the rule
        yes | l'Ukraine | en Ukraine | elision in the rule
        yes | "l'accord de Paris" | un accord de Paris | elision at a phrase's beginning
        no | "coup d'État" | un coup de l’État | not in a row
        yes | élection | les élections législatives | plural
        yes | élections | une election annulée | singular, no accent
        yes | réfugié | des milliers de réfugiés | plural
        yes | réfugié | des réfugiées afghanes | feminine plural
        yes | cheval | des chevaux abandonnés | irregular plural
        yes | hôpital | les hôpitaux de Gaza | irregular plural
        yes | journal | les journaux du soir | irregular plural
        yes | négociation | reprise des négociations | plural
        yes | manifestant | trois manifestants tués | plural
        yes | bombarder | la ville bombardée | participle
        yes | ministre | la ministre et les ministres | plural
        yes | gaz | le prix du gaz | the word
        yes | œuvre | une oeuvre volée | ligature
        yes | Poutine | qu’il rencontre Poutine | qu’ before another word
        yes | inondation | Inondations au Pakistan | plural with a capital
        yes | ONU | l’ONU condamne | elision before an acronym
        yes | aujourd'hui | aujourd’hui à Paris | apostrophe inside a word
        yes | Liban | au Liban | the country
        yes | otage | la libération des otages | plural
        yes | séisme | un seisme au Maroc | no accent
        yes | grève | les grèves de décembre | plural
        no | mer | une mère et ses enfants | another word
        yes | élu | les élus locaux | plural of a short word
        yes | ONU | l’Onu condamne | as some papers write it
        no | UN | Un homme arrêté | the article
        no | EAU | Eau potable coupée | the word
        no | ville | une villa | another word
        no | guerre | il n’y a guère d’espoir | another word
        no | droit | la droite au pouvoir | another word
        no | pays | il faut payer | another word
        no | maire | à la mairie | another word
        no | Sénat | trois sénateurs | persons
        no | Gaza | le gaz russe | another word
        no | gaz | à Gaza | a name
        no | Liban | les soldats libanais | people, not the place
        no | Mali | il va mal | another word
        no | mali | les mâles | another word
        no | marché | ils marchent vers la frontière | another word
        no | général | une génération perdue | another word
        no | organe | l’organisation a protesté | another word
        no | université | l’univers | another word
        no | président | la présidence du pays | an office
        no | parti | une partie du pays | another word
        no | ministre | le ministère | another word
        no | attentat | l'attention du public | another word
        no | département | le départ des troupes | another word
        no | police | la politique | another word
        no | Russie | un diplomate russe | people, not the place
        no | équipe | l’équipement militaire | another word
        no | ONU | il est venu | inside a word
        no | colon | une colonne de chars | another word
        no | Iran | un Iranien arrêté | people, not the place
        no | pétition | un petit village | another word
        no | tribunal | à la tribune | another word
        no | OTAN | notant que | inside a word
        no | france | dix francs | another word
        no | UE | une rue | inside a word
        """)

    private static let german = KeywordTable(
        LanguageTag("de")!,
        """
        yes | Straße | auf den Strassen von Kiew | ß as ss, plural
        yes | Strasse | die Straße ist gesperrt | ss as ß
        yes | Müller | Frau Mueller sagte | ü as ue
        yes | Mueller | Herr Müller sagte | ue as ü
        yes | Flüchtling | Fluechtlinge an der Grenze | ü as ue, plural
        yes | Fluechtling | die Flüchtlinge | ue as ü, plural
        yes | Öl | der Oelpreis und das Oel | ö as oe
        yes | Haus | zerstörte Häuser | umlaut in the plural
        yes | Wahl | die Wahlen im Irak | plural
        yes | Putin | Putins Krieg | genitive
        yes | Israel | Israels Regierung | genitive of a place
        yes | Syrien | der Norden Syriens | genitive of a place
        yes | Trump | Trumps Zölle | genitive of a listed name
        yes | Deutschland | Deutschlands Grenzen | genitive of a place
        yes | Minister | des Ministers | genitive
        yes | Rakete | Raketen auf Haifa | plural
        yes | Soldat | die Soldaten | plural
        yes | Präsident | dem Präsidenten | dative
        yes | Präsident | der Praesident | ä as ae
        yes | Waffe | Waffen für Kiew | plural
        yes | Geisel | die Geiseln sind frei | plural
        yes | Mann | zwei Männer | umlaut in the plural
        yes | Hafen | zwei Häfen | umlaut in the plural
        yes | Erdbeben | Stärke des Erdbebens | genitive
        yes | "Vereinte Nationen" | bei den Vereinten Nationen | phrase, declined
        no | Not | eine Note aus Moskau | another word
        no | Reis | auf Reisen | another word
        no | Iran | iranische Raketen | an adjective
        yes | Insel | auf den Inseln | plural
        yes | Kugel | zwei Kugeln | plural
        yes | Minister | die Ministerin | feminine
        no | Kampf | zwei Kämpfer | persons
        no | Arbeit | ein Arbeiter | a person
        no | Tat | der Täter | a person
        no | Bau | die Bauern | persons
        no | Gazastreifen | ein Streifen Land | a part of a compound
        no | schön | es ist schon spät | another word
        no | Hama | Hamas lehnt ab | another name
        no | Wahl | ein Walfang | another word
        no | Unternehmen | ein Unternehmer | a person
        no | Burg | die Bürger wählen | another word
        no | Politik | ein Politiker | a person
        no | general | eine neue Generation | another word
        no | Organ | die Organisation | another word
        no | Oper | eine Operation | another word
        no | Krieg | die Krieger | persons
        no | international | ein internes Papier | another word
        no | Paris | die Pari | another word
        no | Islam | der Islamische Staat | an adjective
        no | US | das Haus | inside a word
        no | EU | die neue Lage | inside a word
        """)

    private static let spanish = KeywordTable(
        LanguageTag("es")!,
        """
        yes | elección | las elecciones | plural
        yes | elecciones | la eleccion | singular, no accent
        yes | niño | los ninos | no tilde, plural
        yes | ataque | los ataques aéreos | plural
        yes | migrante | miles de migrantes | plural
        yes | herido | tres heridas en Bogotá | feminine plural
        yes | ministro | la ministra | feminine
        yes | Perú | en el Peru | no accent
        yes | acuerdo | acuerdos de paz | plural
        yes | guerra | las guerras | plural
        yes | negociar | siguen negociando | gerund
        no | presa | los presos | persons
        yes | España | en Espana | no tilde
        yes | misil | dos misiles | plural
        yes | fuerza | Fuerzas rusas avanzan | plural with a capital
        yes | herido | Heridos en el metro | plural with a capital
        no | Abbas | un disco de Abba | another name
        no | Carlos | Carlo Conti | another name
        yes | ONU | la ONU | the acronym
        no | guerra | la guerrilla | another word
        no | universo | la universidad | another word
        no | general | una generación | another word
        no | policía | la política exterior | another word
        no | casa | el caso | another word
        no | costa | el costo | another word
        no | Cuba | un cubo | another word
        no | héroe | los heridos | another word
        no | puerto | la puerta | another word
        no | libro | un país libre | another word
        no | presidente | la presidencia | an office
        no | Gaza | el gas | another word
        no | importar | es importante | another word
        """)

    private static let italian = KeywordTable(
        LanguageTag("it")!,
        """
        yes | elezione | le elezioni | plural
        yes | governo | i governi | plural
        yes | Ucraina | l'Ucraina | elision
        yes | Italia | dell’Italia | elision of a preposition
        yes | migrante | i migranti | plural
        yes | ONU | l'Onu | as papers write it
        yes | UE | vertice Ue a Bruxelles | as papers write it
        no | Roma | un romano | people, not the place
        no | porto | la porta | another word
        no | partito | una parte | another word
        no | casa | il caso | another word
        no | NATO | è nato a Roma | the word
        yes | NATO | la Nato | as papers write it
        """)

    private static let portuguese = KeywordTable(
        LanguageTag("pt")!,
        """
        yes | eleição | as eleições | plural
        yes | governo | os governos | plural
        yes | ataque | os ataques | plural
        yes | refém | os reféns | plural in -ns
        no | Suíça | um suíço | people, not the place
        no | casa | um caso | another word
        no | polícia | a política | another word
        no | universidade | o universo | another word
        """)

    private static let dutch = KeywordTable(
        LanguageTag("nl")!,
        """
        yes | verkiezing | de verkiezingen | plural
        yes | vluchteling | duizenden vluchtelingen | plural
        yes | soldaat | de soldaten | plural, one vowel
        yes | aanval | de aanvallen | plural, double consonant
        yes | ziekenhuis | Gaza's ziekenhuizen | plural, voiced
        yes | stad | de steden | irregular plural
        no | Iran | Iraanse raketten | an adjective
        no | stad | de staat | another word
        no | politie | de politiek | another word
        no | Hama | Hamas | another name
        """)

    private static let swedish = KeywordTable(
        LanguageTag("sv")!,
        """
        yes | Ukraina | Ukrainas president | genitive of a name
        yes | krig | krig i Ukraina | the word
        no | Hama | Hamas ledare | another name
        no | flyktingar | en flykting | no stemmer is asked
        """)

    private static let somali = KeywordTable(
        LanguageTag("so")!,
        """
        yes | Muqdisho | qarax ka dhacay Muqdisho | the word
        no | talk | talks | no word of English
        """)
}
