package kz.zhospar.platform

import android.content.Context
import android.os.Looper
import java.io.File
import java.io.IOException
import java.io.RandomAccessFile
import java.util.UUID
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executor

/** Files that lie outside the vault for a moment. Their names tell nothing. */
class Temporary(context: Context, private val background: Executor) {
    /** Made here and in no vault yet. Not in the cache, which the system clears when it wants room: these may be the only ones there are. */
    private val taken = takenIn(context)

    /** Taken out of the vault to be looked at. */
    private val shown = File(context.cacheDir, "shown")

    /** On the way to another app. */
    private val lent = lentIn(context)

    /** What this process made itself: somebody here may still be at work on it. */
    private val own: MutableSet<String> = ConcurrentHashMap.newKeySet()

    /** Whether there was no room when one was last wanted for something new. */
    var isFull = false
        private set

    /** A new, empty file for what is photographed or recorded; null if there is no room for it. */
    fun newTaken(sort: TakenSort): File? {
        val new = made(taken, sort.ending)
        isFull = try {
            !new.createNewFile()
        } catch (_: IOException) {
            true
        }
        return new.takeUnless { isFull }
    }

    /** A new file for a copy of what another app lends. It is worth nothing until it is whole. */
    fun newCopy(): File = made(taken, COPY)

    /** A place for a file that is taken out to be shown. Nothing is there yet. */
    fun newShown(): File = made(shown, OUT)

    /** A place for what is sealed for another app, which may come for it after a kill too. Nothing is there yet. */
    fun newLent(): File = made(lent, OUT)

    /** A place for what another app is given in the open, by this process alone. Nothing is there yet. */
    fun newOpen(): File = made(lent, OPEN).also { openNow += it.name }

    /** What an earlier process made and got into no vault, as after a kill. Copies that are not whole are none of these. */
    fun leftBehind(): List<Pair<File, TakenSort>> = former(taken).sortedBy(File::lastModified).mapNotNull { file ->
        TakenSort.entries.firstOrNull { it.ending == file.extension && file.length() > 0 }?.let { file to it }
    }

    /** Everything of an earlier process that no later step needs: what was shown or lent, halves of copies, files that nothing was put into. */
    fun eraseRest() {
        (former(shown) + former(lent)).forEach(::wipe)
        former(taken).filter { it.extension == COPY || it.length() == 0L }.forEach(::wipe)
    }

    /**
     * Overwrites and removes it, on a thread beside. It loses its name at once: if the process ends before that is done, nobody takes it for something that is
     * still to be kept.
     */
    fun erase(file: File) {
        val nameless = made(file.parentFile ?: return, COPY)
        val gone = if (file.renameTo(nameless)) nameless else file
        background.execute { wipe(gone) }
    }

    /** On flash overwriting is a hope; what it costs is little, but not for the thread that draws. */
    private fun wipe(file: File) {
        check(Looper.myLooper() != Looper.getMainLooper()) { "a file was overwritten on the main thread" }
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
        return File(folder, "${UUID.randomUUID()}.$ending").also { own += it.name }
    }

    private fun former(folder: File): List<File> = folder.listFiles().orEmpty().filter { it.name !in own }

    companion object {
        private const val COPY = "part"
        private const val OUT = "out"
        private const val OPEN = "open"
        private const val CHUNK_BYTES = 65_536
        private val PICTURE = Regex("[0-9a-f-]{36}\\.jpg")
        private val LENT = Regex("[0-9a-f-]{36}\\.(out|open)")

        /** What this process gives in the open. What an earlier one gave is gone for whoever asks, and overwritten at the next start. */
        private val openNow: MutableSet<String> = ConcurrentHashMap.newKeySet()

        private fun takenIn(context: Context) = File(context.noBackupFilesDir, "taken")

        private fun lentIn(context: Context) = File(context.noBackupFilesDir, "lent")

        /** The file for a picture with this name, if one is waited for. */
        fun waitedFor(context: Context, name: String?): File? = named(takenIn(context), name, PICTURE)

        /** What is lent under this name. */
        fun lentAs(context: Context, name: String?): File? =
            named(lentIn(context), name, LENT)?.takeIf { it.extension != OPEN || it.name in openNow }

        /** No other name leads anywhere. */
        private fun named(folder: File, name: String?, form: Regex): File? =
            File(folder, name.orEmpty()).takeIf { form.matches(it.name) && it.name == name && it.isFile }
    }
}

/** What the app itself makes a file of. A recording is in a form that can be played however it ends. */
enum class TakenSort(val ending: String, val fileName: String) {
    PHOTO("jpg", "photo.jpg"),
    SOUND("aac", "voice.aac"),
}
