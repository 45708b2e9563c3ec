package kz.zhospar.core

import kz.zhospar.core.generated.Filter
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.NewVault
import kz.zhospar.core.generated.Notice
import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.Person
import kz.zhospar.core.generated.Phone
import kz.zhospar.core.generated.Relation
import kz.zhospar.core.generated.RestoredVault
import kz.zhospar.core.generated.Said
import kz.zhospar.core.generated.Session
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.Vault
import kz.zhospar.core.generated.VaultFolders
import kz.zhospar.core.generated.Withdrawn
import kz.zhospar.core.generated.calibratedKdf
import kz.zhospar.core.generated.dateText
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.draftOf
import kz.zhospar.core.generated.incidentKinds
import kz.zhospar.core.generated.leastKdf
import kz.zhospar.core.generated.makeVault
import kz.zhospar.core.generated.placeKinds
import kz.zhospar.core.generated.restoreVault
import kz.zhospar.core.generated.text
import kz.zhospar.platform.Clock
import kz.zhospar.platform.Folders
import java.time.LocalDate

/** What can be asked of the core. [Core] hands it out, on the thread of the core alone. */
class Calls internal constructor(
    private val folders: Folders,
    internal val keys: KeyBridge,
    private val clock: Clock,
    private val cost: Cost,
) {
    val people = PeopleCalls(this)
    val contacts = ContactCalls(this)
    val police = PoliceCalls(this)

    private var vault: Vault? = null

    @Volatile
    private var session: Session? = null
    private var phone: Phone? = null

    val evidence = EvidenceCalls(this)
    val captures = CaptureCalls(this)
    val imports = ImportCalls(this)
    val dossier = DossierCalls(this)
    val ways = WayCalls(this)
    val copies = CopyCalls(this)
    val alert = AlertCalls(this)

    fun catalogue(tongue: Tongue): Catalogue {
        val language = tongue.language
        val named = { prefix: String, ids: List<String> -> ids.map { Named(it, word("$prefix-$it", language)) } }
        return Catalogue(tongue, named("kind", incidentKinds()), named("place", placeKinds()), WORDS.associateWith { word(it, language) }, choicesIn(language))
    }

    /** The day as people write it. */
    fun day(at: Moment, tongue: Tongue): String = dateText(at.toCore(), tongue.language)

    fun today(tongue: Tongue): String = dateText(now().wall, tongue.language)

    /** Makes the vault, writes down what the first questions brought, and locks it again. The code is kept nowhere: nothing that fails after it was made loses it. */
    fun make(pin: String, secondPin: String?, name: String, suspect: Suspect?, tongue: Tongue): Made {
        val made: NewVault = makeVault(places(), keys, pin, secondPin, kdf(), now())
        vault = made.vault
        val refused = refusalOf(tongue) {
            session = made.vault.unlock(pin, now())
            introduce(name, suspect)
        }
        val unlocked = refusalOf(tongue) { lock() }
        return Made(made.recoveryCode, refused ?: unlocked)
    }

    /** Makes the vault of a copy; it stays locked. */
    internal fun restore(from: Where, code: String, pin: String, gauge: Gauge): RestoredVault =
        restoreVault(from.toCore(), code, places(), keys, pin, kdf(), now(), gauge.begun()).also { vault = it.made.vault }

    private fun kdf() = if (cost == Cost.LEAST) leastKdf() else calibratedKdf()

    private fun introduce(name: String, suspect: Suspect?) {
        if (suspect != null) {
            val relation = Relation(suspect.relation, null, null, null, suspect.livesWithMe)
            opened().entries().use { it.add(Said.PersonSaid(Person("", "", emptyList(), relation)), now()) }
        }
        if (name.isNotBlank()) opened().alertBook().use { it.setSender(name, null) }
    }

    /** Fails with what stands in the way of trying a PIN. */
    fun mayTry() = vault().mayTry(now())

    /** A session that nobody has taken up is ended first: two at once there can't be. */
    fun unlock(pin: String, tongue: Tongue): Opened {
        lock()
        return begun(vault().unlock(pin, now()), tongue)
    }

    /** Sets a new PIN with the recovery code, and unlocks. */
    fun recover(code: String, newPin: String, tongue: Tongue): Opened {
        lock()
        return begun(vault().recover(code, newPin, now()), tongue)
    }

    fun setSecondPin(code: String, pin: String) = vault().setSecondPin(code, pin, now())

    fun removeSecondPin(code: String) = vault().removeSecondPin(code, now())

    fun confirmPin(pin: String) = opened().confirmPin(pin, now())

    fun changePin(newPin: String) = opened().changePin(newPin, now())

    /** Ends the session. Being locked already is what was wanted. */
    fun lock() {
        val ending = synchronized(this) { session.also { session = null } } ?: return
        try {
            ending.lock()
        } catch (_: PanaException.Locked) {
        } finally {
            ending.close()
        }
    }

    /** A page of incidents by time of the event. */
    fun page(look: Look, after: String?, tongue: Tongue): Page {
        val filter = Filter(kind = look.kind, number = null, person = look.person, from = look.days?.let(::daysAgo), to = null, place = null)
        val withdrawn = if (look.withdrawn) Withdrawn.ONLY else Withdrawn.HIDE
        val page = opened().log().use { it.find(look.words, filter, withdrawn, after, tongue.language) }
        return Page(page.incidents.map { it.toValue() }, page.next)
    }

    /** A day by the clock on the wall, as the core writes days. */
    internal fun daysAgo(days: Int): String = LocalDate.ofEpochDay(Math.floorDiv(clock.now().wallMs, MS_PER_DAY) - days).toString()

    fun incident(id: String, tongue: Tongue): Incident = opened().log().use { it.shown(id, tongue.language) }.toValue()

    /**
     * Writes an incident, or replaces what it says; durable when it returns. What no screen shows stays, and so does everything if nothing differs.
     * Numbers that can't be taken as numbers are kept as words about who it was: a slip in one field must not cost the others.
     */
    fun keep(id: String?, draft: Draft, tongue: Tongue): Kept = try {
        Kept(incident(write(id, draft), tongue), null)
    } catch (error: PanaException.Refused) {
        if (error.field != "numbers") throw error
        val said = listOf(draft.says(Line.WHO), draft.says(Line.NUMBERS)).filter(String::isNotBlank).joinToString("; ")
        Kept(incident(write(id, draft.with(Line.WHO, said).with(Line.NUMBERS, "")), tongue), problemOf(error, tongue).words)
    }

    private fun write(id: String?, draft: Draft): String = opened().log().use { log ->
        if (id == null) return log.add(draftOf(draft.kind, draft.at.toCore()).saying(draft), now())
        val before = log.incident(id).draft
        val after = before.saying(draft)
        if (after != before) log.amend(id, after, now())
        id
    }

    fun withdraw(id: String) = opened().log().use { it.withdraw(id, now()) }

    fun restore(id: String) = opened().log().use { it.restore(id, now()) }

    private fun begun(session: Session, tongue: Tongue): Opened {
        this.session = session
        // A capture that can't be taken in shuts nobody out.
        val refused = refusalOf(tongue) { session.takeInCaptures(now()) }
        val unsettled = refusalOf(tongue) { alert.unlocked() }
        return Opened(session.notices().map { said(it, tongue.language) } + listOfNotNull(refused, unsettled))
    }

    /** Does something that stops nothing if it fails: the words of the failure, or null. */
    internal fun refusalOf(tongue: Tongue, work: () -> Unit): String? = try {
        work()
        null
    } catch (error: PanaException) {
        problemOf(error, tongue).words
    }

    internal fun opened(): Session {
        OffMain.check()
        return session ?: throw PanaException.Locked()
    }

    /** A part of the session for a long call beside the thread of the core. It outlives the session, and then says that it is locked. */
    @Synchronized
    internal fun <T> held(part: Session.() -> T): T = opened().part()

    /** Does something with the session that is open, or with none; it stays what it is meanwhile. For what takes no time. */
    @Synchronized
    internal fun <T> ordered(work: (Session?) -> T): T = work(session)

    /** What needs no PIN. While it lives nobody else can open the folder of the device. */
    @Synchronized
    internal fun phone(): Phone {
        OffMain.check()
        return phone ?: Phone.open(folders.device.path, keys).also { phone = it }
    }

    private fun vault(): Vault {
        OffMain.check()
        return vault ?: Vault.open(places(), keys, now()).also { vault = it }
    }

    internal fun places() = VaultFolders(folders.vault.path, folders.device.path)

    internal fun now() = clock.now().toCore()

    private fun said(notice: Notice, language: Language): String = when (notice) {
        is Notice.HeadRepaired -> word("notice-head-repaired", language)
        is Notice.HeaderRepaired -> word("notice-header-repaired", language)
        is Notice.LastSaveMayBeMissing -> word("notice-last-save-may-be-missing", language)
        is Notice.DamageSetAside -> word("notice-damage-set-aside", language)
        is Notice.OpenedWithSecondPin ->
            text("notice-opened-with-second-pin", language, mapOf("at" to TextArg.Words(dateTimeText(notice.at, language))))
        is Notice.MoreOpenings -> text("notice-more-openings", language, mapOf("count" to TextArg.Number(notice.count)))
        is Notice.DamagedOpenings -> text("notice-damaged-openings", language, mapOf("count" to TextArg.Number(notice.count)))
        is Notice.OpeningNotRecorded -> word("notice-opening-not-recorded", language)
        is Notice.KitRepaired -> word("notice-kit-repaired", language)
        is Notice.RekeyFinished -> word("notice-rekey-finished", language)
        is Notice.HeadAltered -> word("notice-head-altered", language)
    }

    private companion object {
        const val MS_PER_DAY = 86_400_000L
        val WORDS = listOf("fear", "sleep", "moved", "work", "medical", "cost").map { "harm-$it" } +
            Certainty.entries.map { "sure-${it.name.lowercase()}" } + ENTRY_WORDS + CONTACT_WORDS
    }
}
