package kz.zhospar

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

/** What can be told from sources, strings and manifests alone. */
class TidyTest {
    private val main = File("app/src/main")
    private val folders = mapOf("en" to "values", "ru" to "values-ru", "kk" to "values-kk")

    private fun xml(file: File): Element = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).documentElement

    private fun Element.all(tag: String): List<Element> = getElementsByTagName(tag).let { found -> (0 until found.length).map { found.item(it) as Element } }

    /** The elements with this tag in all files with words of a language. */
    private fun strings(language: String, tag: String): List<Element> =
        File(main, "res/${folders[language]}").listFiles { file -> file.name.startsWith("strings") }!!.sorted().flatMap { xml(it).all(tag) }

    private fun sources(folder: String = "kotlin/kz/zhospar") = File(main, folder).walk().filter { it.extension == "kt" }.toList().also { assertTrue(it.isNotEmpty()) }

    @Test
    fun `all three languages have every key, and none is empty or left in another`() {
        val keys = folders.keys.associateWith { language -> strings(language, "string").associate { it.getAttribute("name") to it.textContent } }
        assertTrue(keys.getValue("en").size > 80)
        keys.values.forEach { assertEquals(keys.getValue("en").keys, it.keys) }
        val slots = Regex("%\\d\\$.")
        for ((key, english) in keys.getValue("en")) for ((language, all) in keys) {
            val words = all.getValue(key)
            assertTrue("$language $key", words.isNotBlank())
            assertEquals("$language $key", slots.findAll(english).map { it.value }.toSet(), slots.findAll(words).map { it.value }.toSet())
            val isCyrillic = words.any { it in 'А'..'ӿ' }
            assertEquals("$language $key: $words", language != "en", isCyrillic)
        }
    }

    @Test
    fun `plurals have the forms that each language needs`() {
        val needed = mapOf("en" to setOf("one", "other"), "kk" to setOf("one", "other"), "ru" to setOf("one", "few", "many", "other"))
        val names = strings("en", "plurals").map { it.getAttribute("name") }
        for ((language, forms) in needed) {
            val plurals = strings(language, "plurals")
            assertEquals(names, plurals.map { it.getAttribute("name") })
            plurals.forEach { plural -> assertEquals(language, forms, plural.all("item").map { it.getAttribute("quantity") }.toSet()) }
        }
    }

    @Test
    fun `no words promise what nobody knows`() {
        val promises = listOf("safe", "sent", "clean", "безопасн", "отправлен", "чист", "қауіпсіз", "жіберілді", "таза")
        for (language in folders.keys) for (string in strings(language, "string") + strings(language, "item")) {
            val said = string.textContent.lowercase().split(Regex("[^\\p{L}]+"))
            promises.forEach { promise -> assertFalse("$language: ${string.textContent}", said.any { it.startsWith(promise) }) }
        }
    }

    @Test
    fun `no manifest asks for the internet, and only the full one for incoming messages, the place at all times and alarms that can't be taken away`() {
        for (flavour in listOf("full", "store")) {
            val manifest = manifest(flavour)
            val wanted = manifest.all("uses-permission").map { it.getAttribute("android:name") }
            assertFalse(wanted.any { "INTERNET" in it || "NETWORK" in it })
            val named = listOf(
                "SEND_SMS", "ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION", "FOREGROUND_SERVICE", "FOREGROUND_SERVICE_LOCATION",
                "FOREGROUND_SERVICE_SPECIAL_USE", "POST_NOTIFICATIONS",
                "RECEIVE_BOOT_COMPLETED", "SCHEDULE_EXACT_ALARM", "RECORD_AUDIO", "WAKE_LOCK",
            )
            val full = listOf("RECEIVE_SMS", "ACCESS_BACKGROUND_LOCATION", "USE_EXACT_ALARM").filter { flavour == "full" }
            // Nobody can take away the leave for alarms that comes with the app, so no switch for it is shown either.
            val bounded = manifest.all("uses-permission").filter { it.hasAttribute("android:maxSdkVersion") }
                .map { it.getAttribute("android:name").substringAfterLast('.') + " " + it.getAttribute("android:maxSdkVersion") }
            assertEquals(listOf("SCHEDULE_EXACT_ALARM 32").filter { flavour == "full" }, bounded)
            assertEquals((named + full).map { "android.permission.$it" }.sorted(), wanted.sorted())
        }
    }

    @Test
    fun `the neutral label is the only one, and nothing is copied to a cloud`() {
        for (flavour in listOf("full", "store")) {
            val manifest = manifest(flavour)
            assertEquals("kz.zhospar", manifest.getAttribute("package"))
            val application = manifest.all("application").single()
            assertEquals("false", application.getAttribute("android:allowBackup"))
            assertEquals("@xml/data_extraction_rules", application.getAttribute("android:dataExtractionRules"))
            val labels = listOf("application", "activity", "activity-alias", "service", "receiver", "provider", "intent-filter")
                .flatMap { manifest.all(it) }.map { it.getAttribute("android:label") }.filter(String::isNotEmpty)
            assertEquals(listOf("@string/app_name"), labels)
        }
        val names = folders.keys.associateWith { language -> strings(language, "string").single { it.getAttribute("name") == "app_name" }.textContent }
        assertEquals(mapOf("en" to "Plan", "ru" to "План", "kk" to "Жоспар"), names)
    }

    @Test
    fun `other apps reach the launcher's door and the one for what they hand on, and the system alone the tile and what takes messages`() {
        for (flavour in listOf("full", "store")) {
            val parts = listOf("activity", "activity-alias", "service", "receiver", "provider").flatMap { manifest(flavour).all(it) }
            parts.forEach { assertTrue("exported or not is said", it.hasAttribute("android:exported")) }
            val open = parts.filter { it.getAttribute("android:exported") == "true" }
            val system = mapOf("kz.zhospar.PressTile" to "BIND_QUICK_SETTINGS_TILE") +
                mapOf("kz.zhospar.alert.SmsReceiver" to "BROADCAST_SMS").filter { flavour == "full" }
            assertEquals(setOf("kz.zhospar.MainActivity", "kz.zhospar.ShareActivity") + system.keys, open.map { it.getAttribute("android:name") }.toSet())
            open.filter { it.getAttribute("android:name") in system }.forEach { part ->
                assertEquals("android.permission." + system[part.getAttribute("android:name")], part.getAttribute("android:permission"))
            }
        }
    }

    @Test
    fun `what an alert needs works before the phone is unlocked, and the rest is not begun then`() {
        for (flavour in listOf("full", "store")) {
            val early = listOf("activity", "service", "receiver", "provider").flatMap { manifest(flavour).all(it) }
                .filter { it.getAttribute("android:directBootAware") == "true" }.map { it.getAttribute("android:name").substringAfterLast('.') }
            val wanted = setOf("AlertService", "WakeReceiver", "ReportReceiver", "BootReceiver", "PressReceiver", "ReminderReceiver") + setOf("SmsReceiver").filter { flavour == "full" }
            assertEquals(wanted, early.toSet())
        }
    }

    @Test
    fun `no generated name is used above the core`() {
        val users = sources().filter { "core.generated" in it.readText() }.map { it.parentFile.name }.toSet()
        assertEquals(setOf("core"), users)
    }

    @Test
    fun `screens read no clock and touch no key, and the platform knows no screen`() {
        val clocks = listOf("System.currentTimeMillis", "SystemClock", "Instant.now", "LocalDateTime.now", "KeyStore")
        sources("kotlin/kz/zhospar/ui").forEach { file -> clocks.forEach { assertFalse("${file.name}: $it", it in file.readText()) } }
        sources("kotlin/kz/zhospar/platform").forEach { assertFalse(it.name, "zhospar.ui" in it.readText() || "zhospar.core" in it.readText()) }
        sources("kotlin/kz/zhospar/core").forEach { assertFalse(it.name, "zhospar.ui" in it.readText()) }
    }

    @Test
    fun `nothing is logged, and nothing but the framework is used`() {
        val barred = listOf("android.util.Log", "println(", "printStackTrace", "import androidx", "TODO", "Toast")
        sources().forEach { file -> barred.forEach { assertFalse("${file.name}: $it", it in file.readText()) } }
    }

    private fun manifest(flavour: String) = xml(File(System.getProperty("linked"), "$flavour/AndroidManifest.xml"))
}
