package kz.zhospar.platform

import android.content.Context
import java.io.File
import java.io.IOException
import java.io.RandomAccessFile
import java.util.UUID

/** Files that lie outside the vault for a moment. Their names tell nothing. */
class Temporary(context: Context) {
    /** Made here and in no vault yet. Not in the cache, which the system clears when it wants room: these may be the only ones there are. */
    private val taken = File(context.noBackupFilesDir, "taken")

    /** Taken out of the vault to be looked at. */
    private val shown = File(context.cacheDir, "shown")

    /** A new, empty file for what is photographed or recorded. Without room for it there is none, and whoever wants to write finds out. */
    fun newTaken(sort: TakenSort): File = made(taken, sort.ending).apply {
        try {
            createNewFile()
        } catch (_: IOException) {
            delete()
        }
    }

    /** A new file for a copy of what another app lends. It is worth nothing until it is whole. */
    fun newCopy(): File = made(taken, COPY)

    /** A place for a file that is taken out to be shown. Nothing is there yet. */
    fun newShown(): File = made(shown, "out")

    /** The file for a picture with this name, if one is waited for. */
    fun waitedFor(name: String?): File? = File(taken, name.orEmpty()).takeIf { PICTURE.matches(it.name) && it.name == name && it.isFile }

    /** What was made and got into no vault, as after a kill. Copies that are not whole are none of these. */
    fun leftBehind(): List<Pair<File, TakenSort>> = taken.listFiles().orEmpty().sortedBy(File::lastModified).mapNotNull { file ->
        TakenSort.entries.firstOrNull { it.ending == file.extension && file.length() > 0 }?.let { file to it }
    }

    /** Everything that no later step needs: what was shown, halves of copies, files that nothing was put into. */
    fun eraseRest() {
        shown.listFiles().orEmpty().forEach(::erase)
        taken.listFiles().orEmpty().filter { it.extension == COPY || it.length() == 0L }.forEach(::erase)
    }

    /** Overwrites and removes it. On flash the first is a hope; what it costs is little. */
    fun erase(file: File) {
        try {
            if (file.isFile) overwrite(file)
        } catch (_: IOException) {
            // What can't be overwritten is removed all the same.
        }
        file.delete()
    }

    private fun overwrite(file: File) = RandomAccessFile(file, "rw").use { open ->
        val zeros = ByteArray(CHUNK_BYTES)
        var left = open.length()
        while (left > 0) {
            val part = minOf(left, zeros.size.toLong()).toInt()
            open.write(zeros, 0, part)
            left -= part
        }
        open.fd.sync()
    }

    private fun made(folder: File, ending: String): File {
        folder.mkdirs()
        return File(folder, "${UUID.randomUUID()}.$ending")
    }

    private companion object {
        const val COPY = "part"
        const val CHUNK_BYTES = 65_536
        val PICTURE = Regex("[0-9a-f-]{36}\\.jpg")
    }
}

/** What the app itself makes a file of. A recording is in a form that can be played however it ends. */
enum class TakenSort(val ending: String, val fileName: String) {
    PHOTO("jpg", "photo.jpg"),
    SOUND("aac", "voice.aac"),
}
