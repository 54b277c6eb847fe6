extension KeywordTable {
    static let english = [
        KeywordTable(
            .english,
            [englishForms, englishTraps, englishNames, englishAcronyms].joined(separator: "\n"))
    ]

    private static let englishForms = """
        yes | refugee | Refugees stranded at the border | plural
        yes | refugees | a refugee was rescued | singular for a plural rule
        yes | missile | The missiles' debris fell on farms | plural possessive
        yes | Gaza | Gaza’s hospitals run out of fuel | possessive, typographic apostrophe
        yes | Gaza | Gaza's hospitals run out of fuel | possessive, typewriter's apostrophe
        yes | bomb | Two bombings hit the market | what is stemmed alike
        yes | arrest | Police arrested nine people | past
        yes | negotiate | They are negotiating a deal | -ing
        yes | election | elections were postponed | plural
        yes | crisis | two crises at once | irregular plural
        yes | crises | the crisis deepens | singular for a plural rule
        yes | wife | the wives of prisoners | irregular plural
        yes | gunman | Gunmen open fire in Karachi | irregular plural
        yes | spokesman | spokesmen for both sides | irregular plural
        yes | strike | Israel struck the port overnight | irregular past
        yes | flee | Thousands fled the city | irregular past
        yes | withdraw | Troops have withdrawn from Kherson | irregular participle
        yes | defense | the defence ministry said | British spelling
        yes | defence | Defense Secretary visits Kyiv | American spelling
        yes | labour | labor unions call a walkout | American spelling
        yes | organisation | the World Health Organization | American spelling
        yes | programme | Iran's nuclear program | American spelling
        yes | authorise | Congress authorized the use of force | American spelling
        yes | veto | Russia vetoed the resolution | past of a word in -o
        yes | ally | its allies in the region | plural of a word in -y
        yes | army | two armies face each other | plural of a word in -y
        yes | militia | Militias take a border post | plural with a capital
        yes | visa | Visas revoked for 300 students | plural with a capital
        yes | talks | They will talk again on Friday | the verb
        yes | flood | FLOODED STREETS IN THE NORTH | in capitals throughout
        yes | sanction | SANCTIONS on Iran renewed | one word in capitals
        yes | ceasefire | Ceasefires rarely hold there | plural
        yes | starvation | Children are starving in the camps | one word
        yes | famine | famines of the past | plural
        yes | aid | U.S. aid cut | the word itself
        yes | vaccine | Vaccination begins in Sudan | the act
        yes | ship | three ships were hit | plural
        yes | hospital | the hospitals of Khan Younis | plural
        yes | university | Universities closed | plural of a word in -y
        yes | journalist | the state of journalism | the trade
        yes | "peace talks" | Peace talks resume in Doha | phrase
        yes | "prime minister" | the prime ministers of Iraq and Iran | phrase, last word in the plural
        yes | cease-fire | a cease-fire in Gaza | hyphen
        yes | café | cafes reopen in Kharkiv | accent
        yes | naïve | a naive plan | accent
        yes | earthquake | Twin earthquakes flatten villages in Herat | plural
        yes | hostage | Hamas frees four hostages | plural
        yes | drone | Drones strike a refinery near Ryazan | plural with a capital
        yes | evacuate | the evacuation of east Aleppo | the act
        yes | kidnap | a kidnapped aid worker | participle with a doubled letter
        yes | tariff | TARIFFS ON STEEL TAKE EFFECT TODAY | plural in capitals throughout
        yes | "Gaza hospitals" | Gaza’s hospitals run out of fuel | phrase over a possessive
        yes | "Iran nuclear deal" | Iran's nuclear deals | phrase over a possessive, plural
        yes | "US Army" | the U.S. Army said | phrase, dots
        yes | Gaza's | the Gaza border | possessive in the rule
        yes | Al-Shabaab | al Shabaab fighters | hyphen
        yes | Sana'a | Sana’a airport shelled | apostrophe inside a name
        yes | Côte d'Ivoire | Cote d’Ivoire votes | elision, accent
        yes | São Paulo | floods in Sao Paulo | accent
        yes | F-16 | two F-16s took off | plural of a number
        yes | Houthi | Houthis fire at a tanker | plural
        yes | Kurd | Kurds flee Kobani | plural
        yes | bank | Banks close across Lebanon | plural with a capital
        yes | Israeli | Israelis march in Tel Aviv | plural with a capital
        yes | Saudi | Saudis fund the port | plural with a capital
        yes | Rohingya | Rohingyas adrift | plural with a capital
        yes | "state of emergency" | States of emergency declared | phrase, first word in the plural
        yes | fighter | foreign fighters | plural
        yes | =Gaza | Gaza's border | exact before a possessive
        yes | O'Brien | O’Brien's report | apostrophe inside a name
        yes | injury | dozens injured in Basra | the participle
        yes | bridge | Bridges bombed in the south | plural with a capital
        yes | job | Jobs report lifts markets | plural with a capital
        """

    private static let englishTraps = """
        no | universe | three universities shut their doors | another word
        no | university | a universal basic income | another word
        no | general | a new generation of leaders | another word
        no | generation | generals met in Cairo | another word
        no | organ | aid organizations withdrew | another word
        no | organization | organ donors | another word
        no | opera | military operations continued | another word
        no | policy | police fired tear gas | another word
        no | police | a policy shift | another word
        no | new | the news agency reported | another word
        no | internal | international mediators arrived | another word
        no | international | an internal memo | another word
        no | arm | arms exports doubled | weapons
        no | arms | he broke an arm | a limb
        no | hospital | warm hospitality for pilgrims | another word
        no | import | an important step | another word
        no | important | imports of wheat | another word
        no | custom | customs officers seized drugs | a border's
        no | customs | customers queued | another word
        no | prison | two prisoners escaped | persons
        no | prisoner | the prison in Sednaya | a place
        no | witness | his dry wit | another word
        no | department | the train departed late | another word
        no | apartment | they grew apart | another word
        no | emergency | details began to emerge | another word
        no | aide | aid convoys entered | another word
        no | aid | aides to the president resigned | persons
        no | commander | the commands were ignored | another word
        no | officer | offices in Geneva | another word
        no | office | two officers were shot | persons
        no | minor | the Alawite minority | another word
        no | major | a parliamentary majority | another word
        no | route | the army was routed | another word
        no | ration | a rational decision | another word
        no | taxi | tax cuts announced | another word
        no | train | training camps in the desert | another word
        no | tribune | a war crimes tribunal | another word
        no | please | pleas for help ignored | another word
        no | several | a severe drought | another word
        no | author | the Palestinian Authority | another word
        no | capital | the end of capitalism | another word
        no | defend | the defendants pleaded guilty | persons
        no | secure | a fall in securities trading | papers
        no | unit | the United Kingdom voted | a name
        no | execute | the executive board met | another word
        no | experience | an experiment failed | another word
        no | mineral | miners trapped underground | persons
        no | response | the minister responsible for water | another word
        no | past | toothpaste and pasta | parts of words
        no | public | a publication was banned | another word
        no | independence | independent media | another word
        no | resistance | bacteria resistant to drugs | another word
        no | war | he warned of a wary response | another word
        no | Iran | ironing out differences | another word
        no | rain | Ukraine and Bahrain | inside words
        no | gas | Gaza aid | another word
        no | =gaza | the Gaza border | exact, another case
        no | =US | the U.S. said | exact, another spelling
        no | Islam | Islamists win | another word
        no | Palestine | Palestinians | people, not the place
        no | ceasefire | fire at a market | a part of a word
        no | fire | a ceasefire holds | a part of a word
        no | host | four hostages freed | another word
        no | rebel | a rebellion in the north | another word
        no | crime | Crimea annexed | a name
        no | Crimea | a crime scene | another word
        no | sea | seals washed ashore | another word
        no | kid | kidnapped in Baghdad | another word
        no | "Gaza hospitals" | hospitals in Gaza | not in this order
        no | "peace talks" | peace and talks | not in a row
        no | F-16 | F-160 | another number
        no | rice | prices soared | inside a word
        no | Su-35 | Su-3500 | another number
        no | corporation | corporal punishment | another word
        no | mosque | talks in Moscow | another word
        no | summer | a summit in Riyadh | another word
        no | militant | the military said | another word
        no | democracy | Democrats lose seats | a party
        no | strait | straight talk | another word
        no | nuclear | the nucleus of a team | another word
        no | settle | settlers attack a village | persons
        no | terror | territory lost | another word
        no | prince | principles agreed | another word
        """

    private static let englishNames = """
        no | Hama | Hamas rejects the proposal | another name
        no | Hamas | fighting in Hama and Homs | another name
        no | Bush | bushes caught fire | a common word's plural
        yes | Bush | George W. Bush's memoirs | possessive
        no | Gates | the gate of Damascus was closed | a common word
        no | gate | Bill Gates met the minister | a name
        no | Trump | trumped-up charges | another word
        yes | Trump | Trump's tariffs | possessive
        no | Apple | apples rot in the orchards | a common word's plural
        no | Shell | shells landed near the school | a common word's plural
        no | Abbas | an Abba reunion | another name
        yes | Abbas | President Mahmoud Abbas said | the name
        no | Jordan | Jordanian police | people, not the place
        yes | Jordan | Jordan's king flew home | possessive
        no | Iraq | Iraqi forces | people, not the place
        no | Wales | whaling off Norway | another word
        yes | Wales | floods in south Wales | the name
        no | Chad | hanging chads | a common word's plural
        no | Oman | a woman in Muscat | inside a word
        no | Mali | Somali pirates | inside a word
        no | Niger | Nigeria votes | another name
        yes | Niger | Niger's junta | possessive
        no | Turkey | turkeys slaughtered over bird flu | birds
        no | Paris | a parish in Ohio | another word
        no | Davos | Davo Smith | another name
        no | Ahmed | aha moments | another word
        no | Putin | putting an end to it | another word
        no | Homs | homes destroyed | another word
        no | Sidon | Sidonie Martin | another name
        no | Tyre | tyres burned on the road | a common word's plural
        no | Syria | the Syrian army | people, not the place
        no | Israel | Israelis protest | people, not the place
        no | China | Chinese exports | people, not the place
        no | Yemen | Yemeni ports | people, not the place
        no | Egypt | Egyptian mediators | people, not the place
        yes | Sudan | South Sudan’s president | possessive of a longer name
        no | Cuba | cubic metres | another word
        no | Lima | limits on travel | another word
        no | Orban | in orbit | another word
        no | Modi | modified crops | another word
        no | Petro | petrol prices | another word
        no | Maduro | a mature market | another word
        no | Harris | Harry and Meghan | another name
        no | Baker | baked goods | another word
        no | Carter | a cart full of hay | another word
        no | Reading | he reads the news | another word
        no | Marines | marine biologists | another word
        yes | Netanyahu | Netanyahu's office denied it | possessive
        yes | Zelensky | ZELENSKY LANDS IN LONDON FOR TALKS | in capitals throughout
        """

    private static let englishAcronyms = """
        yes | US | the U.S. said | dots
        yes | US | US troops left | the acronym
        yes | U.S. | US troops left | dots in the rule
        no | US | he told us | the pronoun
        no | US | Us and them | with one capital
        no | US | TRUMP TELLS US HE WILL GO | the pronoun, in capitals throughout
        yes | US | U.S. STRIKES TARGETS IN SYRIA | dots in a headline in capitals
        no | US | the USA | another acronym
        yes | WHO | the WHO warned | the acronym
        no | WHO | who said so | the pronoun
        no | WHO | Who is next? | with one capital
        no | WHO | WHO IS NEXT AFTER THE MINISTER | the pronoun, in capitals throughout
        yes | UN | UN CHIEF WARNS OF FAMINE | no word of English
        yes | EU | EU-wide sanctions | hyphen behind
        yes | EU | non-EU citizens | hyphen before
        yes | UNRWA | UNRWA’s schools | possessive
        yes | UNRWA | Unrwa schools closed | as British papers write it
        yes | NATO | Nato allies | as British papers write it
        yes | nato | NATO allies | in small letters
        yes | COVID | Covid cases rise | as papers write it
        yes | COVID-19 | covid-19 wards | in small letters
        no | CARE | care homes closed | the word
        no | CARE | Care workers strike | the word at a beginning
        yes | CARE | CARE hands out tents | the agency
        yes | NGO | two NGOs expelled | plural
        yes | NGOs | an NGO was raided | singular for a plural rule
        no | IT | it rained | the pronoun
        no | AI | he said aim high | inside a word
        yes | AI | AI's new rules | possessive
        no | ICE | ice on the roads | the word
        yes | MH17 | the MH17 verdict | letters and digits
        yes | G20 | the G20 summit | a letter and digits
        no | G20 | G200 | another number
        yes | IDF | the IDF said | the acronym
        yes | UK | the U.K. government | dots
        """
}
