package kz.zhospar

import kz.zhospar.core.KeyBridge
import kz.zhospar.core.generated.Abilities
import kz.zhospar.core.generated.Agreed
import kz.zhospar.core.generated.ContactSaid
import kz.zhospar.core.generated.Draft
import kz.zhospar.core.generated.Effect
import kz.zhospar.core.generated.Event
import kz.zhospar.core.generated.Filter
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.Log
import kz.zhospar.core.generated.Manner
import kz.zhospar.core.generated.Moment
import kz.zhospar.core.generated.Now
import kz.zhospar.core.generated.Outcome
import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.Phone
import kz.zhospar.core.generated.Place
import kz.zhospar.core.generated.Precision
import kz.zhospar.core.generated.RadioResult
import kz.zhospar.core.generated.Region
import kz.zhospar.core.generated.Session
import kz.zhospar.core.generated.TextArg
import kz.zhospar.core.generated.Uptime
import kz.zhospar.core.generated.Vault
import kz.zhospar.core.generated.VaultFolders
import kz.zhospar.core.generated.Withdrawn
import kz.zhospar.core.generated.dateText
import kz.zhospar.core.generated.dateTimeText
import kz.zhospar.core.generated.draftOf
import kz.zhospar.core.generated.leastKdf
import kz.zhospar.core.generated.makeVault
import kz.zhospar.core.generated.offsetOf
import kz.zhospar.core.generated.readMessage
import kz.zhospar.core.generated.text
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import java.io.File

/** The files of `tests/vectors/shell`, as `bindings/tests/vectors.rs` runs them in Rust. */
@RunWith(RobolectricTestRunner::class)
class VectorsTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun `every file gives what it says`() {
        val files = File("../tests/vectors/shell").listFiles { file -> file.extension == "json" }.orEmpty().sorted()
        assertTrue("the folder is empty", files.isNotEmpty())
        files.forEach { file -> run(file.nameWithoutExtension, JSONObject(file.readText())) }
    }

    private fun run(name: String, file: JSONObject) {
        val kind = file.getString("kind")
        if (kind == "alert") return alert(name, file)
        if (kind == "log") return desk().session.log().use { log(name, file, it) }
        val cases = objects(file.getJSONArray("cases"))
        val session = if (kind == "contacts") desk().session else null
        cases.forEach { case ->
            when (kind) {
                "words" -> words(name, case)
                "dates" -> dates(name, case)
                "offsets" -> offsets(name, case)
                "readings" -> readings(name, case)
                "contacts" -> contacts(name, case, session!!)
                else -> error("$name: nobody runs $kind")
            }
        }
    }

    private fun words(name: String, case: JSONObject) {
        val told = case.getJSONObject("args")
        val args = told.keys().asSequence().associateWith { key ->
            val value = told.get(key)
            if (value is Number) TextArg.Number(value.toLong().toULong()) else TextArg.Words(value as String)
        }
        Language.entries.forEach { assertEquals("$name: $case", case.getString(tag(it)), text(case.getString("key"), it, args)) }
    }

    private fun dates(name: String, case: JSONObject) {
        val at = Moment(case.getLong("utc_ms"), case.getInt("offset_min").toShort())
        Language.entries.forEach { language ->
            assertEquals("$name: $case", texts(case.getJSONArray(tag(language))), listOf(dateText(at, language), dateTimeText(at, language)))
        }
    }

    private fun offsets(name: String, case: JSONObject) {
        val region = case.textOrNull("region")?.let { Region.valueOf(it) }
        val expected = if (case.isNull("offset_min")) null else case.getInt("offset_min").toShort()
        assertEquals("$name: $case", expected, offsetOf(case.getString("wall"), region))
    }

    private fun readings(name: String, case: JSONObject) {
        val read = readMessage(case.getString("text"), now(0).wall)?.let {
            listOf(it.kind.name, it.language.name, it.name, it.place, it.hour, it.quiet)
        }
        val expected = case.optJSONObject("read")?.let {
            listOf(it.getString("kind"), it.getString("language"), it.getString("name"), it.textOrNull("place"), it.textOrNull("hour"), it.getBoolean("quiet"))
        }
        assertEquals("$name: $case", expected, read)
    }

    private fun contacts(name: String, case: JSONObject, session: Session) {
        val typed = case.getJSONObject("typed")
        val said = contact("Сәуле", typed.getString("number"), typed.getInt("tier"), Manner(Language.RU, false, false), typed.getString("country"))
        try {
            val kept = session.alertBook().use { it.addContact(said) }
            assertEquals("$name: $case", case.textOrNull("kept"), kept.said.number)
            assertEquals("$name: $case", texts(case.getJSONArray("doubts")), kept.doubts)
        } catch (error: PanaException.Refused) {
            assertEquals("$name: $case", texts(case.getJSONArray("refused")), listOf(error.field, error.key))
        }
    }

    private fun log(name: String, file: JSONObject, log: Log) {
        val ids = objects(file.getJSONArray("cases")).map { case -> incident("$name: $case", case, log) }
        objects(file.getJSONArray("finds")).forEach { find ->
            val filter = Filter(kind = find.textOrNull("kind"), number = find.textOrNull("number"), person = null, from = null, to = null, place = null)
            val found = log.find(find.getString("words"), filter, Withdrawn.HIDE, null, Language.RU).incidents.map { ids.indexOf(it.incident.id) }
            val expected = find.getJSONArray("found").let { all -> (0 until all.length()).map(all::getInt) }
            assertEquals("$name: $find", expected, found)
        }
    }

    /** Writes what a case says and compares what comes back; its name, unless it is refused. */
    private fun incident(at: String, case: JSONObject, log: Log): String? = try {
        val id = log.add(draft(case.getJSONObject("draft")), now(0))
        Language.entries.forEach { language ->
            val said = log.shown(id, language).words
            assertEquals(at, texts(case.getJSONObject("shown").getJSONArray(tag(language))), listOf(said.kind, said.day, said.time, said.place))
            assertEquals(at, case.optJSONObject("urgent")?.getString(tag(language)), said.urgent)
        }
        val kept = log.incident(id)
        assertEquals(at, case.getBoolean("late") to texts(case.getJSONArray("lacking")), kept.writtenLate to kept.lacking)
        id
    } catch (error: PanaException.Refused) {
        assertEquals(at, case.optJSONArray("refused")?.let(::texts), listOf(error.field, error.key))
        null
    }

    private fun draft(told: JSONObject): Draft {
        val at = told.getJSONObject("at")
        val bare = draftOf(told.getString("kind"), Moment(at.getLong("utc_ms"), at.getInt("offset_min").toShort()))
        val own = told.getJSONObject("own")
        return bare.copy(
            precision = Precision.valueOf(at.getString("precision")),
            what = told.getString("what"),
            place = told.optJSONArray("place")?.let { Place(it.getString(0), it.getString(1)) },
            who = bare.who.copy(numbers = listOfNotNull(told.textOrNull("number"))),
            own = own.keys().asSequence().associateWith(own::getString),
        )
    }

    private fun contact(name: String, number: String, tier: Int, manner: Manner, country: String = "KZ") = ContactSaid(
        name, number, tier.toUByte(), manner, role = "", country = country, city = "", dutyNumber = "",
        agreed = Agreed(comes = false, calls102 = false, takesChildren = false, hasKey = false, keepsCopy = false), harmless = "", warned = true,
    )

    private fun alert(name: String, file: JSONObject) {
        val desk = desk()
        desk.contacts = desk.session.alertBook().use { book ->
            book.setSender(file.getString("name"), null)
            objects(file.getJSONArray("contacts")).map { told ->
                val manner = Manner(Language.valueOf(told.getString("language")), told.getBoolean("polite"), told.getBoolean("quiet"))
                book.addContact(contact(told.getString("name"), told.getString("number"), told.getInt("tier"), manner)).id
            }
        }
        desk.refresh()
        desk.use { run -> objects(file.getJSONArray("steps")).forEachIndexed { at, step -> run.take("$name, step $at", step) } }
    }

    private fun desk(): Run {
        val places = VaultFolders(folder.newFolder().path, folder.newFolder().path)
        val keys = KeyBridge(MemoryKeys())
        val made = makeVault(places, keys, PIN, null, leastKdf(), now(0))
        return Run(places, keys, made.vault, made.vault.unlock(PIN, now(0)))
    }

    /** A phone with a vault, in the middle of a scenario. */
    private class Run(private val places: VaultFolders, private val keys: KeyBridge, private val vault: Vault, val session: Session) : AutoCloseable {
        private var phone = Phone.open(places.device, keys)
        private var atS = 0L

        /** What the step before handed to the radio. */
        private var last = listOf<Effect.SendSms>()
        private var code = ""
        var contacts = listOf<String>()

        /** Her contacts have changed. */
        fun refresh() = phone.refresh()

        fun take(at: String, step: JSONObject) {
            atS += step.getLong("after_s")
            val before = last
            last = outcomes(step, before).flatMap { it.effects }.filterIsInstance<Effect.SendSms>()
            last.forEach { sms -> sms.text.split(' ').lastOrNull { CODE.matches(it) }?.let { code = it } }
            val expected = step.getJSONArray("sms").let { all -> (0 until all.length()).map { texts(all.getJSONArray(it)) } }
            assertEquals("$at: $last", expected.size, last.size)
            last.zip(expected).forEach { (sms, told) ->
                assertEquals(at, told[0], sms.number)
                assertTrue("$at: ${sms.text}", sms.text.startsWith(told[1]))
            }
            if (last.isEmpty()) last = before
            assertEquals(at, step.textOrNull("phase"), phone.view(null, now(atS))?.phase?.name)
        }

        private fun outcomes(step: JSONObject, before: List<Effect.SendSms>): List<Outcome> {
            val owner = session.takeIf { step.optBoolean("owner") }
            fun one(event: Event) = listOf(phone.step(event, owner, now(atS)))
            return when (val thing = step.getString("do")) {
                "press" -> listOf(phone.press(ANDROID, now(atS)))
                "check-in" -> {
                    val contact = if (step.isNull("contact")) null else contacts[step.getInt("contact")]
                    listOf(phone.checkIn(ANDROID, contact, due(step), session, now(atS)))
                }
                "extend" -> listOf(phone.extend(due(step), session, now(atS)))
                "tick" -> one(Event.Tick)
                "handed" -> before.flatMap { one(Event.Radio(it.send, RadioResult.HANDED)) }
                "delivered" -> before.flatMap { one(Event.Delivered(it.send)) }
                "received" -> one(Event.Received(step.getString("from"), step.getString("text").replace("{code}", code)))
                "cancel" -> one(Event.Cancel)
                "safe" -> one(Event.Safe)
                "kill" -> {
                    phone.close()
                    phone = Phone.open(places.device, keys)
                    listOf(phone.resume(ANDROID, now(atS)))
                }
                else -> error("nobody does $thing")
            }
        }

        override fun close() = listOf<AutoCloseable>(phone, session, vault).forEach { it.close() }
    }

    private companion object {
        const val PIN = "482915"
        const val START_MS = 1_769_963_400_000L
        const val HOUR_S = 3_600L
        val CODE = Regex("\\d{3}")
        val ANDROID = Abilities(silentSend = true, receive = true, deliveryReceipts = true, sheetReports = false, backgroundWake = true, sims = 2u)

        fun now(atS: Long) = Now(Moment(START_MS + atS * 1_000, 300), Uptime(ByteArray(16) { 7 }, ((HOUR_S + atS) * 1_000_000_000).toULong()))

        /** Seconds since the beginning. */
        fun due(step: JSONObject): Moment = now(step.getLong("due_s")).wall

        fun tag(language: Language) = language.name.lowercase()

        fun texts(array: JSONArray): List<String> = (0 until array.length()).map(array::getString)

        fun objects(array: JSONArray): List<JSONObject> = (0 until array.length()).map(array::getJSONObject).also { assertTrue("none of it", it.isNotEmpty()) }

        fun JSONObject.textOrNull(key: String): String? = if (isNull(key)) null else getString(key)
    }
}
