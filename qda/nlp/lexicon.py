"""English words that the pattern rules know: verbs, irregular forms, nouns by what one does with them.

Not a dictionary: the words that labels in interviews and field notes are made of. A rule that meets a word which is not
here says less, never something wrong.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    """One word and what belongs to it, pairs parted by commas."""
    return dict(pair.split() for pair in text.split(","))


def _lemmas(text: str) -> dict[str, str]:
    """A lemma and its forms, groups parted by commas, as form to lemma."""
    groups = (group.split() for group in text.split(","))
    return {form: lemma for lemma, *forms in groups for form in forms}


VERBS = _words(
    """
    abandon absorb abuse accept access accommodate accompany account accuse achieve acknowledge acquire act adapt
    add address adjust admire admit adopt adore advise affect afford age agree aim align allocate allow amuse
    analyse announce annoy answer anticipate apologise appeal appear apply appoint appreciate approach approve argue
    arise arrange arrest arrive ask assert assess assign assist associate assume assure attach attack attempt attend
    attract attribute audit avoid await back bail balance ban bargain base bathe battle be bear beat become befriend
    beg begin behave believe belong bend benefit bereave betray bet bite blame bleed bless block blow boast book
    borrow bother bottle bounce bow brace break breathe bribe bridge brief bring broach brood bruise brush build
    bully burden burn burst bury buy bypass calculate call calm campaign cancel capture care caretake carry cast
    catch cause cease celebrate centre certify chair challenge change charge chase chat cheat check cheer cherish
    choose circle cite claim clarify clean clear climb cling close coax coerce cook collaborate collapse collect
    colour combine come comfort command comment commission commit communicate compare compensate compete complain
    complete comply compose compromise conceal concede concentrate concern conclude condemn conduct confess confide
    confine confirm conform confront confuse connect consent conserve consider consist console construct consult
    contact contain contest continue contract contradict contribute control converse convey convince cooperate
    coordinate cope copy correct cost counsel count cover crave crawl create credit crisscross criticise cross cry
    curse cut damage dance dare date deal debate decide declare decline decrease defend defer define defy delay
    delegate delete deliver demand demonstrate deny depend deplete describe deserve design desire despair destroy
    detach detail determine develop devote diagnose die differ dig direct disagree disappear disappoint disapprove
    discharge discipline disclose discourage discover discuss disguise dismiss display dispute disrespect disrupt
    dissolve distance distinguish distract distrust disturb divert divide do dominate doubt downplay drag draw dread
    dream dress drift drink drive drop drown dry duck dwell ease eat educate effect embarrass embrace emerge
    emphasise employ empower enable encounter encourage end endorse endure enforce engage enjoy enquire ensure enter
    entertain entitle equip erase erode escalate escape establish evade evaluate examine exceed exchange exclude
    excuse exercise exhaust exist expand expect experience explain exploit explore expose express extend face
    facilitate fade fail fake fall falter favour fear feature feed feel fetch fight figure file fill filter find
    finish fire fit fix flag flatter flee float flourish flow focus fold follow force foresee forget forgive form
    foster found frame free freeze frighten frown frustrate fulfil function fund fuss gain gather gaze generate get
    give glance go gossip grab grant grasp greet grieve grip grow grumble guarantee guard guess guide halt hand
    handle hang happen harass harm hate haunt head heal hear heed help hesitate hide hint hire hit hold honour hope
    host hug humiliate hunt hurry hurt identify ignore illustrate imagine imitate impede implement imply impose
    impress improve improvise include increase indicate induce influence inform inherit initiate injure innovate
    inquire insist inspect inspire install instruct insult integrate intend interact interfere interpret interrupt
    intervene interview intimidate introduce invade invent invest investigate invite involve isolate issue join joke
    judge juggle jump justify keep kick kid kill knock know label lack land last laugh launch lay lead lean learn
    leave lecture lend lessen let level liaise lie lift light like limit linger link list listen live load locate
    lock log long look loosen lose love lower maintain make manage map mark marry match matter mean measure meddle
    mediate meet mend mention mentor merge mess mind minimise mirror miss misread mistrust misunderstand mix moan
    mobilise mock model moderate monitor motivate mourn move multiply name narrate narrow navigate need neglect
    negotiate nod nominate normalise note notice notify nourish nurse nurture obey object oblige observe obstruct
    obtain occupy occur offend offer omit open operate oppose order organise outline overcome overhear overlook
    oversee overwhelm owe own pace pack paint panic parent park part participate pass pause pay penalise perceive
    perform permit persist persuade phone pick picture pilot pin place placate plan play plead please point police
    polish pool position possess post postpone pour practise praise pray predict prefer prepare present preserve
    press pressurise presume pretend prevail prevent proceed process produce progress prolong promise promote prompt
    protect protest prove provide provoke publish pull punish pursue push qualify quarrel query question queue quit
    quote race raise range rank reach react read realise reappear reason reassure rebel rebuild rebuke recall
    receive recite reckon recognise recommend reconcile reconnect reconsider record recount recover recruit redirect
    reduce refer reflect reframe refresh refuse regain regard regret regulate rehearse reinforce reject rejoice
    relate relax release relieve rely remain remember remind remove render renew repair repeat replace reply report
    represent reprimand request require rescue resent reserve resign resist resolve respect respond rest restore
    restrain restrict result resume retain retell rethink retire retreat return reunite reveal review revise revisit
    reward ride ring rise risk roam rock roll rotate ruin rule rumble run rush sabotage sacrifice safeguard
    satisfice satisfy save say scale scan scare schedule scold score scream scrutinise search seat secure see seek
    seem seize select sell send sense separate serve set settle shake shame shape share shelter shield shift shine
    shirk shock shop shorten shout shove show shrug shun shut sideline sigh sign signal silence simplify sing sit
    skip slam sleep slide slip slow smile smooth snap sneak soften solve soothe sort sound spare speak specify
    speculate spend split spoil spread stabilise stage stall stand stare start state stay steal steer step stick
    stigmatise stop store strain strengthen stress stretch strike strive struggle study stumble submit succeed
    suffer suggest suit summarise supervise supply support suppose suppress surprise surrender survive suspect
    suspend sustain swallow swap swear switch sympathise tackle take talk tap target teach tear tease tell tempt
    tend test thank think threaten throw tidy tie time tire tolerate touch trace track trade train transfer
    transform translate travel treat trigger trivialise trouble trust try turn undergo undermine understand
    undertake undo unite update uphold upset urge use utilise vacillate validate value vanish vary vent ventilate
    venture verify view vindicate visit voice volunteer vote vow wait wake walk wander want warm warn wash waste
    watch water weaken wear weep weigh welcome whisper win wipe wish withdraw withhold witness wonder work worry
    worsen wrap write yearn yell yield
    """
)

# Forms that no rule makes, and their lemma.
IRREGULAR = _lemmas(
    """
    arise arose arisen, be am is are was were been, bear bore borne, beat beaten, become became, begin began begun,
    bend bent, bite bit bitten, bleed bled, blow blew blown, break broke broken, bring brought, build built,
    buy bought, catch caught, choose chose chosen, cling clung, come came, deal dealt, die dying, dig dug,
    do does did done, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen,
    feed fed, feel felt, fight fought, find found, flee fled, forget forgot forgotten, forgive forgave forgiven,
    freeze froze frozen, get got gotten, give gave given, go goes went gone, grow grew grown, hang hung,
    have has had having, hear heard, hide hid hidden, hold held, keep kept, know knew known, lay laid, lead led,
    leave left, lend lent, lie lying lay, lose lost, make made, mean meant, meet met, overcome overcame,
    overhear overheard, oversee oversaw overseen, pay paid, ride rode ridden, ring rang rung, rise rose risen,
    run ran, say said, see saw seen, seek sought, sell sold, send sent, shake shook shaken, shine shone, show shown,
    sing sang sung, sit sat, sleep slept, speak spoke spoken, spend spent, stand stood, steal stole stolen,
    stick stuck, strike struck, swear swore sworn, take took taken, teach taught, tear tore torn, tell told,
    think thought, throw threw thrown, tie tying, undergo underwent undergone, understand understood,
    undertake undertook undertaken, wake woke woken, wear wore worn, weep wept, win won,
    withdraw withdrew withdrawn, withhold withheld, write wrote written, analysis analyses, basis bases,
    child children, crisis crises, foot feet, half halves, knife knives, life lives, man men, person people,
    self selves, shelf shelves, thief thieves, tooth teeth, wife wives, woman women
    """
)

# Stressed on the last syllable, so that its consonant doubles.
STRESSED_LAST = _words(
    """
    abet acquit admit begin commit concur confer debug defer deter emit equip forget handicap incur infer kidnap occur
    omit overlap permit prefer program recur refer refit regret remit submit transfer transmit worship
    """
)

# Words of these shapes that are no forms of anything.
UNCHANGED = _words(
    """
    as always afterwards backwards besides forwards hers his its ours perhaps sometimes theirs this thus towards
    upwards us yes yours news series species means alms economics politics ethics mathematics statistics bed bleed
    breed cred creed deed exceed feed freed greed heed hundred indeed kindred led naked need proceed red reed sacred
    seed shed shred sled speed succeed weed wicked wretched
    """
)

# -ing words that are things or words of place and time, also where they begin a label.
ING_NOUNS = _words(
    """
    according anything ceiling clothing concerning darling during earring evening everything handwriting housing inkling
    king lightning morning nothing notwithstanding offspring pending pudding ring schooling sibling something spring
    sterling string swing thing upbringing wedding wellbeing wing
    """
)

# -ing words that are usually things where another word stands before them ("team meeting", "social housing").
ING_NOUNS_LATER = ING_NOUNS | _words(
    """
    beginning being bearing briefing building counselling dressing drawing ending feeling finding funding gathering
    grooming heading hearing learning living lodging meaning meeting nursing offering opening parenting
    parking planning policing reading recording rating reasoning safeguarding schooling screening setting shopping
    sitting spelling staffing standing teaching timing training understanding upbringing warning wellbeing wording
    working writing
    """
)

# Nothing of these says what a label is about.
FUNCTION_WORDS = _words(
    """
    a about above across after again against all almost along already also although always among an and another any
    around as at away back because been before behind below beneath beside between beyond both but by down each
    either else enough even ever every few first for from further he her here hers herself him himself his how i if
    in inside into it its itself just last least less like many may me mine more most much must my myself near
    neither never next no none nor not now of off often on once one one's only onto or other others our ours out
    outside over own past per perhaps quite rather same she should since so some soon still such than that the their
    theirs them themselves then there these they this those though through till to together too toward towards under
    until up upon us very via was we well were what when where whether which while who whom whose why will with
    within without would yet you your yours yourself
    """
)
DETERMINERS = _words(
    "a an the this that these those my your his her its our their one's some any no each every all both another"
)
SUBJECTS = _words("i you he she it we they who nobody everybody somebody everyone someone anyone")
PREPOSITIONS = _words(
    """
    about above across after against along among around at before behind below beneath beside between beyond by
    despite during for from in inside into like near of off on onto out outside over past per since through to
    toward towards under until up upon via with within without
    """
)
AUXILIARIES = _words(
    """
    am is are was were be been has have had do does did can could may might must shall should will would isn't
    aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't couldn't mustn't shouldn't won't wouldn't
    cannot
    """
)

# A label with one of these is not English, whatever else it has in it.
FOREIGN_WORDS = _words(
    """
    aber auf aus bei das dem den der des dich dir ein eine einem einen einer fuer ich ihr ihm ist mein mich mir mit
    nach nicht nichts oder sich sie sind und uns unser vom von vor wie wird zu zum zur aux avec ce ces dans de du
    elle elles est et il ils je la le les leur mais mes mon ne nous ou par pas pour que qui sa sans ses sur tu une
    vous al como con cuando del donde el en ella eso esta esto fue hay los las mas mi muy nada para pero por porque
    se ser sin su sus todo un una y che con della delle gli nel nella non per piu sono een het ik je maar niet ook
    voor wat wij ze zijn
    """
) - _words("a an is on or me us all also as at but do he his in it my no to we con die mine per por son an sin se")


# ---------------------------------------------------------------------------------------------------------------------
# Nouns by what one does with them; gerunds says it with them.

# How one feels it.
EMOTIONS = _pairs(
    """
    affection affectionate, ambivalence torn, anger angry, anguish anguished, annoyance annoyed, anxiety anxious,
    bitterness bitter, boredom bored, confidence confident, confusion confused, contentment content,
    curiosity curious, depression depressed, desperation desperate, despair desperate, disappointment disappointed,
    disbelief disbelieving, discomfort uncomfortable, distress distressed, doubt doubtful,
    embarrassment embarrassed, excitement excited, exhaustion exhausted, fatigue tired, fear afraid,
    frustration frustrated, gratitude grateful, grief bereft, guilt guilty, happiness happy, hatred hateful,
    helplessness helpless, hopelessness hopeless, humiliation humiliated, impatience impatient,
    indifference indifferent, insecurity insecure, isolation alone, jealousy jealous, joy joyful, loneliness lonely,
    nervousness nervous, optimism hopeful, panic panicky, pessimism hopeless, pity sorry, powerlessness powerless,
    pride proud, rage furious, regret sorry, remorse sorry, resentment resentful, sadness sad,
    satisfaction satisfied, scepticism sceptical, shame ashamed, shock shocked, sorrow sad, stress stressed,
    surprise surprised, suspicion suspicious, sympathy sorry, tension tense, tiredness tired, uncertainty unsure,
    unease uneasy, vulnerability vulnerable, weariness weary, worry worried
    """
)

# What people look for and may or may not get.
SOUGHT = _words(
    """
    acceptance access acknowledgement advice approval attention autonomy belonging care certainty clarity closure
    comfort company compassion consent credit dignity empathy encouragement evidence expertise fairness feedback
    forgiveness freedom friendship funding guidance help honesty hope independence information justice kindness love
    money normality openness patience peace permission power privacy praise protection reassurance recognition
    relief resources respect respite rest safety security space stability status support sympathy time treatment
    trust understanding validation vindication warmth
    """
)

# What stands in the way.
TROUBLES = _words(
    """
    absence abuse accusation addiction austerity barrier bias blame boundary breakdown bruise burden bureaucracy
    challenge chaos complexity concern conflict constraint contradiction crisis criticism cut danger deadline delay
    difficulty dilemma disability disadvantage disagreement discrimination disruption failure fault gap harm
    hardship hostility hurdle illness inequality injury interruption issue limitation limit mess misunderstanding
    neglect obstacle pain paperwork poverty prejudice pressure problem racism rejection resistance restriction risk
    rule scandal secrecy setback shortage sickness silence stigma struggle tension threat trauma trouble turnover
    uncertainty violence weakness workload
    """
)

# What one goes without.
LACKS = _words("absence lack shortage want deficit deficiency scarcity")

# When something happens.
TIMES = _words(
    """
    afternoon birthday childhood christmas day evening future holiday hour minute month morning night past present
    summer term today tomorrow tonight week weekend winter year yesterday adolescence bedtime mealtime breakfast
    lunch
    """
)

# Who it is about.
PEOPLE = _words(
    """
    adult agency authority baby board boy boyfriend brother carer chair chairperson child client colleague committee
    community council counsellor court dad daddy daughter doctor family father foster friend girl girlfriend
    government gp grandfather grandmother grandparent group hospital house husband inspector judge kid lawyer leader
    manager man member midwife minister mother mum mummy neighbour nurse official ofsted organisation outsider
    parent partner person police practitioner professional relative researcher school service sibling sister social
    son staff stranger student supervisor teacher team teenager victim visitor wife woman worker
    """
)

# What people do, said as a thing, and the verb that says it.
DEEDS = _pairs(
    """
    acceptance accept, accountability answer, achievement achieve, action act, adaptation adapt, admission admit,
    adoption adopt, agreement agree, alignment align, analysis analyse, anticipation anticipate, apology apologise,
    appreciation appreciate, approval approve, argument argue, arrangement arrange, arrival arrive,
    assessment assess, assumption assume, avoidance avoid, behaviour behave, belief believe, betrayal betray,
    blame blame, care care, celebration celebrate, challenge challenge, change change, choice choose, claim claim,
    coercion coerce, collaboration collaborate, commitment commit, communication communicate, comparison compare,
    complaint complain, compliance comply, compromise compromise, concealment conceal, confrontation confront,
    connection connect, consultation consult, contact contact, contribution contribute, control control,
    conversation talk, cooperation cooperate, coordination coordinate, criticism criticise, decision decide,
    defence defend, delay delay, demand demand, denial deny, departure leave, dependence depend, dependency depend,
    description describe, development develop, diagnosis diagnose, disagreement disagree, disclosure disclose,
    discovery discover, discussion discuss, dismissal dismiss, distrust distrust, encouragement encourage,
    endurance endure, engagement engage, escalation escalate, escape escape, evaluation evaluate, exclusion exclude,
    expectation expect, explanation explain, exploitation exploit, failure fail, forgiveness forgive, growth grow,
    help help, identification identify, improvement improve, inclusion include, influence influence,
    inspection inspect, integration integrate, interaction interact, interference interfere,
    interpretation interpret, intervention intervene, interview interview, introduction introduce,
    investigation investigate, involvement involve, judgement judge, judgment judge, justification justify,
    knowledge know, leadership lead, loss lose, management manage, manipulation manage, measurement measure,
    mistrust mistrust, monitoring monitor, motivation motivate, negotiation negotiate, observation observe,
    opposition oppose, organisation organise, oversight oversee, participation participate, performance perform,
    persistence persist, persuasion persuade, planning plan, practice practise, praise praise, preparation prepare,
    prevention prevent, progress progress, promise promise, protection protect, punishment punish, reaction react,
    realisation realise, reassurance reassure, recognition recognise, recommendation recommend,
    reconciliation reconcile, recovery recover, reflection reflect, refusal refuse, rejection reject, reliance rely,
    removal remove, reorganisation reorganise, representation represent, resistance resist, resolution resolve,
    response respond, responsibility answer, retreat retreat, revelation reveal, review review,
    satisfaction satisfy, scrutiny scrutinise, separation separate, service serve, struggle struggle,
    success succeed, supervision supervise, support support, survival survive, talk talk, threat threaten,
    transformation transform, transition move, treatment treat, update update, validation validate,
    ventilation ventilate, vindication vindicate, visit visit, withdrawal withdraw, work work
    """
)

# Of these deeds nobody asks for one.
UNWANTED = _words(
    """
    avoidance betrayal blame challenge coercion complaint concealment confrontation criticism delay demand denial
    departure dependence dependency disagreement dismissal distrust escalation exclusion exploitation failure
    interference loss manipulation mistrust opposition punishment refusal rejection removal resistance retreat
    separation threat withdrawal
    """
)

# Other nouns and adjectives of this field: enough to know that a label is English.
OTHERS = _words(
    """
    account action activity admin agenda aim allocation anger annual answer appointment approach area assessment
    attempt attitude audit average background bad bag balance base bedroom benefit best better big bill bit body
    book bottom box budget building business busy call car career case caseload category cause central change
    character clear clinic close code cold common concept conference contact contract core corner cost cultural
    culture data date dead deep degree detail different diary direct door dirty domestic double dream drink drug
    duty early easy economic education effect effort email emotional empty end environment equal event example
    experience extra face fact factor fair false feeling figure file fine fire floor focus food form formal free
    full function future game gender general goal good great guideline hand happy hard head health heart high
    history home honest hope hospital hot housing human idea identity image immediate impact important individual
    inner inspection interest internal involvement job joint journey key kind knowledge label language large late
    law layer learning legal letter level life line link list local long low main major mandate material matter meal
    meaning measure media medical meeting memory mental message method mind minor mistake mobile model moment money
    mood moral motive name nature need negative network new noise norm normal note number nursery object objective
    office old open opinion opportunity option order outcome panel parental part participation path pattern
    perception personal phone physical picture place plan play point policy poor position positive possible
    practical prison private procedure process product profession project proof purpose quality question quick quiet
    race ratio real reason record red referral relation relationship religion report reputation request research
    result return reward right ritual role room routine safe scale scene science secret section sense sentence
    serious set setting shape short side sign simple single site situation size skill small smart solution sort
    sound source special speech spirit stage standard start state statement step stone story strange strategy street
    strength strong structure style subject sudden system table tactic target task technology telephone test text
    theme theory thing thought threshold timescale tool top topic total town tradition training transport true turn
    turnaround type uniform unit useful value view visible vision voice waiting wall warm way weak weather white
    whole wide will window wish word world wrong young youth
    """
)

KNOWN = (
    VERBS
    | frozenset(IRREGULAR)
    | frozenset(IRREGULAR.values())
    | ING_NOUNS_LATER
    | FUNCTION_WORDS
    | AUXILIARIES
    | frozenset(EMOTIONS)
    | frozenset(EMOTIONS.values())
    | SOUGHT
    | TROUBLES
    | LACKS
    | TIMES
    | PEOPLE
    | frozenset(DEEDS)
    | OTHERS
)
