"""General English words around a name: titles, roles, bodies, documents, and words that begin sentences."""

from __future__ import annotations

import re

from pullquote.attribution.wordlists import words

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁŃŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
_DOTTED = (
    r"(?:Mr|Ms|Mrs|Dr|St|Lt|Jr|Sr|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Col|Sgt|Rev|Hon|Prof|Capt|Mx|Adm|Supt"
    r"|Atty)\."
)
_PART = (
    rf"(?:{_DOTTED}|(?:Inc|Corp|Co|Ltd|Bros)\.(?=,|\s[a-z])|(?:[{_UPPER}]\.)+"
    rf"|[{_UPPER}]\w*(?:[-&]\w+|['’](?!s\b|\W)\w+)*)"
)
NICKNAME = r"(?:[‘“\"'](?:[A-Z]\w+ ?){1,2}[’”\"'] )"
"""Between a given name and a surname: Ann “Red” Lee."""
PARTY_AND_SEAT = re.compile(r"[DRI]-[A-Z]")
"""How a lawmaker's party and seat begin behind the name: "D-Cutler Bend", "R-Mo."."""

PARTICLES = words("de da di del della van von der den bin ibn bint al el la le du dos ten ter af zu")
_PARTICLE = rf"(?:(?:{'|'.join(sorted(PARTICLES))}) )"
NAME = re.compile(
    rf"(?<![\w’'.])(?:(?:al|el)-)?{_PART}(?:[ \xa0]{NICKNAME}?{_PARTICLE}{{0,2}}(?:(?:al|el)-)?{_PART})"
    r"{0,8}"
)
"""A run of capitalised words, with name particles; a possessive 's is left outside."""

TITLES = words(
    "Mr Mrs Ms Mx Miss Mme Cllr Cllrs Coun Councillors DI DS DC DCI PC Drs Dr Sir Dame Lord Lady Baroness "
    "Baron Justices Judges Governors Ministers Professors Doctors Sgts Det Cpl Pte Cmdr Brig Insp "
    "Sen Sens Senator Senators Rep Reps Representative Representatives Congressman Congresswoman "
    "Gov Govs Governor Gen General Lt Col Colonel Sgt Sergeant Capt Captain Major Maj Admiral Adm Officer "
    "Detective Inspector Superintendent Supt Constable Sheriff Deputy Chief Judge Justice Prof Professor "
    "Rev Reverend Hon Father Sister Brother Rabbi Imam Bishop Archbishop Cardinal President "
    "Vice-President Premier Chancellor Minister Secretary Treasurer Mayor Councillor Councilman "
    "Councilwoman Councilor Alderman Commissioner Ambassador Attorney Solicitor Speaker Leader Chair "
    "Chairman Chairwoman Chairperson Director CEO CFO CTO COO CIO CMO CISO VP SVP EVP MP MEP MSP Founder "
    "Co-founder Cofounder Analyst Spokesman Spokeswoman Spokesperson Coach Manager Editor Researcher "
    "Economist Scientist Engineer Democrat Democrats Republican Republicans Democratic Conservative "
    "Labour Liberal Whip Executive Coordinator Correspondent Reporter Principal Dean Provost Marshal "
    "Ombudsman Envoy Atty Nurse Auditor Comptroller Registrar Revd"
)
"""Words that may stand capitalised before a person's name and are no part of it."""

REGNAL = words("King Queen Prince Princess Pope Emperor Saint")
"""Titles that stay with a name of one word."""

SUFFIXES = words("Jr Jr. Sr Sr. II III IV")

PLACES = words("Street Road Avenue Lane Square Bridge Lake River Mountain Mountains Beach Bay Island Islands")
"""Of the words that tell a body or a place from a person those of places, which say nothing."""

NO_GIVEN = words(
    "Old New Low Lower High Upper Great Greater Little Long Big Single Double Inner Outer Far Mount Port Fort"
)
"""What begins the name of a place or a thing, and nobody's given name."""

ROLES = words(
    "coxswain harbourmaster harbormaster master geographer "
    "man woman boy girl teenager guest caller director executive chief officer president vice-president "
    "chair chairman chairwoman chairperson ceo founder co-founder cofounder professor lecturer researcher "
    "scientist analyst economist historian lawyer attorney spokesman spokeswoman spokesperson "
    "spokespeople minister secretary senator congressman congresswoman representative lawmaker governor "
    "mayor councillor councilman councilwoman commissioner ambassador diplomat judge justice prosecutor "
    "advocate activist campaigner organizer organiser author writer journalist reporter editor columnist "
    "critic expert specialist consultant adviser advisor engineer developer designer manager head leader "
    "member owner partner investor entrepreneur trader farmer teacher student doctor physician nurse "
    "surgeon epidemiologist biologist physicist chemist psychologist sociologist ecologist climatologist "
    "meteorologist geologist astronomer artist actor actress singer musician producer coach player "
    "captain striker goalkeeper athlete resident neighbor neighbour witness victim survivor survivor's "
    "mother father parent son daughter brother sister wife husband widow friend colleague user customer "
    "driver pilot worker employee union counsel trustee dean provost superintendent principal sheriff "
    "detective inspector sergeant lieutenant general colonel admiral commander veteran official officials "
    "treasurer curator librarian archivist fellow scholar candidate deputy aide strategist pollster "
    "lobbyist regulator ombudsman coordinator technician firefighter paramedic ranger keeper boss "
    "politician democrat republican conservative co-author co- cfo cto coo chancellor premier linguist "
    "philosopher theologian pastor priest bishop rabbi imam academic statistician mathematician "
    "archaeologist anthropologist oceanographer virologist immunologist oncologist cardiologist "
    "psychiatrist therapist chef baker butcher shopkeeper landlord tenant carpenter joiner plumber "
    "electrician mechanic barrister deckhand mate steward clerk usher juror bailiff magistrate constable "
    "warden gardener bookseller publisher photographer filmmaker composer conductor dancer novelist poet "
    "playwright biographer translator referee umpire midfielder defender winger goalscorer runner swimmer "
    "cyclist rider jockey aunt uncle cousin nephew niece grandmother grandfather grandson granddaughter "
    "fiancé fiancée stepfather stepmother soldier volunteer caretaker toxicologist forecaster planner "
    "surveyor architect builder grower rancher vintner brewer fisherman skipper botanist zoologist "
    "veterinarian conservationist hydrologist seismologist correspondent broadcaster presenter host "
    "blogger podcaster spokeswomen spokesmen entomologist neuroscientist neurologist geneticist "
    "pathologist paediatrician pediatrician dentist pharmacist midwife radiologist microbiologist "
    "palaeontologist paleontologist criminologist demographer cryptographer programmer administrator "
    "registrar secretary-general convenor convener organist violinist pianist cellist guitarist drummer "
    "painter sculptor potter weaver illustrator cartoonist screenwriter dramatist comedian choreographer "
    "apprentice trainee intern undergraduate graduate alumnus retiree pensioner postman postmaster "
    "postmistress plasterer welder miner lobsterman trucker cabbie waiter waitress barista bartender "
    "publican innkeeper hairdresser tailor cobbler blacksmith founder-director vicar rector curate canon "
    "monk nun abbot deacon archdeacon sexton verger chaplain preacher monarch baroness mp mep msp "
    "frontbencher backbencher negotiator mediator envoy arbitrator inspector-general whistleblower "
    "plaintiff defendant claimant complainant executor liquidator auditor accountant actuary banker "
    "broker financier auctioneer collector dealer valuer underwriter insurer commuter passenger motorist "
    "pedestrian tourist visitor shopper voter taxpayer constituent villager islander townsman farmhand "
    "beekeeper shepherd forester sailor oarsman rower sprinter hurdler boxer wrestler golfer batsman "
    "bowler wicketkeeper quarterback pitcher catcher infielder outfielder linebacker fullback fly-half "
    "hooker centre-back full-back assistant namesake successor predecessor editor-in-chief "
    "commander-in-chief chairman-elect president-elect mayor-elect co-director co-owner co-pilot "
    "co-ordinator roommate flatmate housemate classmate teammate bandmate boyfriend girlfriend fiance "
    "spouse godfather godmother stepson stepdaughter twin orphan schoolboy schoolgirl schoolteacher "
    "headmaster headmistress headteacher clergyman reverend rev medic solicitor silk gaffer skipper barmaid "
    "landlady postwoman academic pupil lifeguard coastguard coroner undertaker"
)
"""Nouns for what a person is or does."""

BODIES = words(
    "Department Ministry University College School Institute Institution Inc Corp Corporation Company Co "
    "Ltd LLC plc Committee Commission Council Party House Court Street Times Post News Group Bank Agency "
    "Association Authority Administration Bureau Office Board Center Centre Foundation Fund Trust Society "
    "Union League Club Team Service Services Network Labs Lab Laboratory Technologies Systems Media Press "
    "Journal Magazine Review Today Tribune Herald Guardian Gazette Chronicle Telegraph Observer "
    "Organization Organisation Federation Coalition Alliance Campaign Initiative Project Program "
    "Programme Act Bill Law Treaty Agreement Convention Parliament Congress Senate Assembly Government "
    "Police Army Navy Force Forces Hospital Church Museum Library Airport Airlines Airways Railway Valley "
    "City County State States Kingdom Republic Island Islands River Lake Mountain Mountains Beach Bay "
    "Park Road Avenue Square Bridge North South East West Northern Southern Eastern Western AI Digest "
    "Policy Terms Capital Partners Holdings Industries International Global National Federal Royal "
    "American European Research Studies Science Sciences Security Accord Appliances Airline Motors Foods "
    "Brewery Brewing Stores Supermarkets Securities Insurance Mutual Energy Water Rail Railways Steel Oil "
    "Electric Electronics Software Pharma Pharmaceuticals Chemicals Estates Properties Homes Housing "
    "Farms Farmers Workers Friends Observatory Academy Theatre Opera Orchestra Zoo Clinic Consortium "
    "Chamber Guild Movement Emirates Health Insider Intelligence Reserve Nations Exchange Market Markets "
    "Index Awards Award Prize Cup Olympics Games War Day Week Month Year"
)
"""Words that tell a body, a place or a thing from a person."""

COMMON_BODIES = words(
    "company group agency ministry team council court club union organisation organization firm startup "
    "start-up department bureau university school charity party government bank commission committee "
    "authority hospital institute association administration campaign panel jury board police force "
    "network newspaper magazine outlet lab laboratory studio operator regulator manufacturer maker "
    "retailer airline brand giant nonprofit non-profit railway airport theatre zoo port mill factory shop "
    "store restaurant hotel brewery orchestra band choir crew parish diocese embassy palace presidency "
    "opposition treasury utility watchdog foundation coalition alliance federation society office college "
    "museum library church insurer broadcaster supermarket supplier developer publisher consortium "
    "conglomerate syndicate cooperative co-operative trust regiment squad academy institution parliament "
    "congress senate assembly legislature cabinet junta monarchy directorate secretariat inspectorate "
    "tribunal inquiry ombudsman bourse brokerage consultancy lobby taskforce task-force commune "
    "municipality prefecture province nation republic consulate delegation landlord owner distillery "
    "vineyard farm aquarium gallery opera ballet festival league carrier shipyard foundry hospice clinic "
    "pharmacy nursery kindergarten seminary monastery convent cathedral synagogue mosque temple "
    "congregation chamber guild fund"
)
"""Common nouns for bodies that can speak."""

DOCUMENTS = words(
    "order report study paper letter memo statement document filing lawsuit suit complaint indictment "
    "ruling opinion judgment decision bill law act rule regulation guidance policy survey poll review "
    "audit analysis article essay book memoir manifesto post blog tweet email message release petition "
    "brief dissent note reply charter treaty resolution notice affidavit agreement contract warrant "
    "testimony speech transcript "
    "plan proposal strategy brief briefing dossier white-paper website page site account profile feed "
    "blog-post bulletin advisory draft manual guideline guidelines findings poster sign leaflet "
    "newsletter editorial communique communiqué declaration accord pact constitution code diary log "
    "logbook minutes preprint caption inscription plaque banner placard inventory certificate licence "
    "license census questionnaire prospectus pamphlet circular motion amendment clause subpoena "
    "submission fact-sheet obituary forecast green-paper textbook dictionary encyclopedia column summary "
    "assessment investigation inquiry probe inquest"
)
"""Nouns for writings that can speak."""

NO_NAME = words(
    "The A An This That These Those He She It They We I You But And Or Nor So Yet If When While As At By "
    "For From In Of On To With Without After Before Since Until Because Although Though However Meanwhile "
    "Moreover Still Also Then Now Later Today Yesterday Tomorrow There Here What Who Whom Whose Which Why "
    "How Where Not No Yes Some Many Most Several Few Both All Each Every Any Other Others Another One Two "
    "Three Four Five Six Seven Eight Nine Ten Critics Experts Officials Researchers Scientists Analysts "
    "Supporters Opponents Residents Witnesses Police Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday January February March April May June July August September October November December Last "
    "Next According Asked Speaking Writing Addressing Unlike Like Despite During His Her Its Their Our My "
    "Your Instead Indeed Perhaps Maybe Even Just Only Once Again Over Under About Between Among Such "
    "Recent New Former Ex Late Earlier Recently Finally First Second Third Read Photo Image Advertisement "
    "Share More Less Whether Either Neither Nobody Everyone Someone Nothing Everything Never Ever Always "
    "Often Sometimes Plus Starting Let Can Could Will Would Should Might Must Do Does Did Is Are Was Were "
    "Be Been Being Has Have Had Historically Said Says US U.S. UK U.K. EU E.U. Senior Longtime"
)
"""Capitalised at the start of a sentence, or before a name, and no part of a person's name."""

DEMONYMS = words(
    "American Briton Englishman Englishwoman Scot Scotsman Welshman Welshwoman Irishman Irishwoman Frenchman "
    "Frenchwoman German Italian Spaniard Dutchman Dutchwoman Belgian Swiss Austrian Pole Russian Ukrainian "
    "Chinese Korean Indian Pakistani Canadian Australian Mexican Brazilian Nigerian Kenyan Ghanaian Egyptian "
    "Israeli Palestinian Turk Greek Swede Norwegian Dane Finn Icelander Portuguese Argentine Argentinian "
    "Colombian Croat Croatian Serb Czech Slovak Hungarian Romanian Bulgarian Estonian Latvian Lithuanian "
    "New-Zealander Kiwi Aussie Texan Californian Londoner Parisian Liverpudlian Yorkshireman Cornishman"
)
"""Somebody by where he is from: "the Dane"."""

NATIONALITY = re.compile(
    r"(?:American|British|English|Scottish|Welsh|Irish|French|German|Italian|Spanish|Dutch|Belgian"
    r"|Swiss|Austrian"
    r"|Polish|Russian|Ukrainian|Chinese|Japanese|Korean|Indian|Pakistani|Canadian|Australian|Mexican"
    r"|Brazilian"
    r"|African|Nigerian|Kenyan|Egyptian|Israeli|Palestinian|Turkish|Greek|Swedish|Norwegian|Danish|Finnish"
    r"|European|Asian|Iranian|Iraqi|Afghan|Syrian|Nobel|Pulitzer)$"
)
