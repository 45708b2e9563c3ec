package kz.zhospar.platform

import android.content.ContentResolver
import android.content.Context
import android.database.Cursor
import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.os.ParcelFileDescriptor
import android.provider.DocumentsContract
import android.provider.OpenableColumns
import java.io.Closeable
import java.io.File
import java.io.IOException
import java.io.InputStream
import java.io.OutputStream
import java.security.MessageDigest
import java.util.concurrent.Executor

/** A document of another app while it is open. */
class Lent(val name: String, val bytes: Long?, private val descriptor: ParcelFileDescriptor) : Closeable {
    val number: Int get() = descriptor.fd

    /** Whether it lies on a disk. What comes out of a pipe comes when the other app likes, or never. */
    val isFile: Boolean get() = File("/proc/self/fd/$number").isFile

    /** Its content. Closing this closes the document. */
    fun content(): InputStream = ParcelFileDescriptor.AutoCloseInputStream(descriptor)

    fun sink(): OutputStream = ParcelFileDescriptor.AutoCloseOutputStream(descriptor)

    override fun close() = try {
        descriptor.close()
    } catch (_: IOException) {
        // What went wrong with the other app's file is the core's to notice, and it has.
    }
}

/** Documents of other apps. Nobody waits for those apps but a thread of its own. */
class Documents(private val context: Context, private val background: Executor, private val temporary: Temporary) {
    private val resolver: ContentResolver = context.contentResolver
    private val main = Handler(Looper.getMainLooper())

    /** Opens one, `mode` "r" or "wt"; null if that can't be. Who asked closes it. */
    fun open(uri: Uri, mode: String, then: (Lent?) -> Unit) = later({ lent(uri, mode) }, then)

    /**
     * Makes a copy of our own, so that an app that hands on a file and then stalls holds up nothing but its own copy. Nobody hears of one that is no longer
     * wanted, and nothing is left of it.
     */
    fun copy(uri: Uri, copying: Copying, then: (Copy) -> Unit) =
        copyOf(copying, { lent(uri, "r")?.let { copied(it, tried { resolver.getType(uri) }.orEmpty(), copying) } ?: Copy.Unreadable }, then)

    /** The same with one that is open already; it is closed then. */
    fun copy(lent: Lent, copying: Copying, then: (Copy) -> Unit) = copyOf(copying, { copied(lent, "", copying) }, then)

    private fun copyOf(copying: Copying, work: () -> Copy, then: (Copy) -> Unit) = later(work) { copy ->
        if (copying.isWanted) then(copy) else if (copy is Copy.Whole) temporary.erase(copy.file)
    }

    /** Writes a file of our own into a document, and reads that again to its end. */
    fun put(file: File, uri: Uri, then: (Written) -> Unit) = later({ written(file, uri) }, then)

    /** Removes a document that must not be used. */
    fun remove(uri: Uri) = background.execute {
        tried { DocumentsContract.deleteDocument(resolver, uri) }
    }

    fun <T> later(work: () -> T, then: (T) -> Unit) = background.execute {
        val done = work()
        main.post { then(done) }
    }

    private fun lent(uri: Uri, mode: String): Lent? {
        if (!isForeign(uri)) return null
        val descriptor = tried { resolver.openFileDescriptor(uri, mode) } ?: return null
        val (name, bytes) = described(uri)
        return Lent(name, bytes ?: descriptor.statSize.takeIf { it >= 0 }, descriptor)
    }

    private fun written(file: File, uri: Uri): Written {
        val lent = lent(uri, "wt") ?: return Written.NOWHERE
        val hash = tried { lent.sink().use { out -> hashed(file.inputStream()) { part, read -> out.write(part, 0, read) } } } ?: return Written.CUT
        val found = tried { lent(uri, "r")?.content()?.let { hashed(it) } }
        return if (found != null && hash.contentEquals(found)) Written.WHOLE else Written.DIFFERENT
    }

    /** The hash of everything that comes, and closes it. */
    private fun hashed(source: InputStream, each: (ByteArray, Int) -> Unit = { _, _ -> }): ByteArray = source.use {
        val hash = MessageDigest.getInstance("SHA-256")
        val part = ByteArray(CHUNK_BYTES)
        generateSequence { source.read(part).takeIf { it >= 0 } }.forEach { read ->
            hash.update(part, 0, read)
            each(part, read)
        }
        hash.digest()
    }

    private fun copied(lent: Lent, type: String, copying: Copying): Copy {
        val copy = temporary.newCopy()
        val refused = try {
            lent.content().use { if (pour(it, copy, copying)) null else Copy.Unreadable }
        } catch (_: NoRoom) {
            Copy.NoRoom
        } catch (_: IOException) {
            Copy.Unreadable
        } catch (_: RuntimeException) {
            Copy.Unreadable
        }
        if (refused == null) return Copy.Whole(copy, lent.name, type)
        temporary.erase(copy)
        return refused
    }

    /** False if it is larger than it may be, or not wanted to its end. */
    private fun pour(source: InputStream, to: File, copying: Copying): Boolean = ours { to.outputStream() }.use { out ->
        val part = ByteArray(CHUNK_BYTES)
        var read = source.read(part)
        while (read >= 0 && copying.isWanted && copying.bytes + read <= copying.most) {
            ours { out.write(part, 0, read) }
            copying.bytes += read
            read = source.read(part)
        }
        read < 0
    }

    /** What fails on our side has to do with the disk. */
    private fun <T> ours(work: () -> T): T = try {
        work()
    } catch (error: IOException) {
        throw NoRoom(error)
    }

    private fun described(uri: Uri): Pair<String, Long?> {
        val columns = arrayOf(OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE)
        val told = tried { resolver.query(uri, columns, null, null, null)?.use { if (it.moveToFirst()) named(it) else null } }
        return usable(told?.first ?: uri.lastPathSegment?.substringAfterLast('/').orEmpty()) to told?.second
    }

    /** A name in one line. One that is too long loses its middle and keeps its ending. */
    private fun usable(name: String): String {
        val line = name.map { if (it.isISOControl()) ' ' else it }.joinToString("").trim().ifEmpty { "file" }
        return if (line.length <= NAME_MAX_CHARS) line else "${line.take(NAME_MAX_CHARS - NAME_END_CHARS)}…${line.takeLast(NAME_END_CHARS)}"
    }

    private fun named(row: Cursor): Pair<String?, Long?> {
        val (name, size) = row.getColumnIndex(OpenableColumns.DISPLAY_NAME) to row.getColumnIndex(OpenableColumns.SIZE)
        return (if (name >= 0) row.getString(name) else null) to (if (size >= 0 && !row.isNull(size)) row.getLong(size) else null)
    }

    /** A path, or a file of our own, is nothing that another app may have us read or write. */
    private fun isForeign(uri: Uri): Boolean {
        val own = setOf(TakenProvider.authority(context), LentProvider.authority(context))
        return uri.scheme == ContentResolver.SCHEME_CONTENT && uri.authority?.substringAfterLast('@') !in own
    }

    /** The other app may answer with any failure at all. */
    private fun <T> tried(work: () -> T?): T? = try {
        work()
    } catch (_: IOException) {
        null
    } catch (_: RuntimeException) {
        null
    }

    private companion object {
        const val CHUNK_BYTES = 65_536
        const val NAME_MAX_CHARS = 200
        const val NAME_END_CHARS = 12
    }
}

/** A copy that is being made: how far it is, and whether anybody still wants it. */
class Copying(val most: Long = Long.MAX_VALUE) {
    @Volatile
    var isWanted = true

    @Volatile
    var bytes = 0L
        internal set

    companion object {
        /** As large as captures may be. */
        const val CAPTURE_BYTES_MAX = 268_435_456L
    }
}

/** What came of writing a file of our own into a document. */
enum class Written {
    WHOLE,

    /** Nothing can be written there. */
    NOWHERE,

    /** Not all of it was taken. */
    CUT,

    /** What can be read there is something else, or nothing. */
    DIFFERENT,
}

/** What came of copying what another app lends. */
sealed interface Copy {
    class Whole(val file: File, val name: String, val type: String) : Copy

    data object Unreadable : Copy

    /** The disk of this phone takes no more. */
    data object NoRoom : Copy
}

private class NoRoom(error: IOException) : IOException(error)
