package kz.zhospar.core

import kz.zhospar.MemoryKeys
import kz.zhospar.core.generated.Filter
import kz.zhospar.core.generated.Language
import kz.zhospar.core.generated.PanaException
import kz.zhospar.core.generated.VaultFolders
import kz.zhospar.core.generated.Withdrawn
import kz.zhospar.core.generated.draftOf
import kz.zhospar.core.generated.leastKdf
import kz.zhospar.core.generated.makeVault
import kz.zhospar.platform.Ticks
import java.nio.file.Files

/**
 * Run by `tools/apk` from shrunk classes: values go to the core and come back, the core calls for a key, and an error is told apart from another. Whatever the
 * rules for shrinking do not keep is missed here, and not first on a phone.
 */
fun main() {
    val folder = Files.createTempDirectory("shrunk").toFile()
    val now = Ticks(1_795_754_400_000, 300, List(16) { 7 }, 86_400_000_000_000).toCore()
    val folders = VaultFolders("$folder/log", "$folder/device")
    makeVault(folders, KeyBridge(MemoryKeys()), "7391", null, leastKdf(), now).vault.use { vault ->
        val refused = try {
            vault.unlock("0000", now).close()
            null
        } catch (error: PanaException.WrongPin) {
            error.waitS
        }
        check(refused != null) { "a wrong PIN opened" }
        vault.unlock("7391", now).use { session ->
            session.log().use { log ->
                log.add(draftOf("call", now.wall).copy(what = "Қоңырау шалды"), now)
                val found = log.find("", Filter(null, null, null, null, null, null), Withdrawn.HIDE, null, Language.KK).incidents.single()
                check(found.incident.draft.what == "Қоңырау шалды") { found.incident.draft.what }
            }
        }
    }
    folder.deleteRecursively()
    println("shrunk classes: a vault was made, opened and written, and its device key asked for")
}
