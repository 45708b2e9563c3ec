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
import java.util.concurrent.Executor

/** A document of another app while it is open. */
class Lent(val name: String, val bytes: Long?, private val descriptor: ParcelFileDescriptor) : Closeable {
    val number: Int get() = descriptor.fd

    /** Bytes that are in it now; null where that can't be told. */
    val length: Long? get() = descriptor.statSize.takeIf { it >= 0 }

    /** Its content. Closing this closes the document. */
    fun content(): InputStream = ParcelFileDescriptor.AutoCloseInputStream(descriptor)

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
     * Makes a copy of our own, so that an app that hands on a file and then stalls holds up nothing but its own copy. Null if there is none, or it is larger
     * than the captures may be.
     */
    fun copy(uri: Uri, then: (Copied?) -> Unit) = later({ copied(uri) }, then)

    /** Reads it to its end and says how many bytes came; null if it can't be read. */
    fun measure(uri: Uri, then: (Long?) -> Unit) = later({ tried { lent(uri, "r")?.content()?.use(::counted) } }, then)

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

    private fun copied(uri: Uri): Copied? {
        val lent = lent(uri, "r") ?: return null
        val copy = temporary.newCopy()
        val isWhole = tried { lent.content().use { pour(it, copy) } } ?: false
        if (isWhole) return Copied(copy, lent.name, tried { resolver.getType(uri) }.orEmpty())
        temporary.erase(copy)
        return null
    }

    private fun counted(source: InputStream): Long {
        val part = ByteArray(CHUNK_BYTES)
        return generateSequence { source.read(part).takeIf { it >= 0 } }.sumOf(Int::toLong)
    }

    /** False if it is larger than the captures may be. */
    private fun pour(source: InputStream, to: File): Boolean = to.outputStream().use { out ->
        val part = ByteArray(CHUNK_BYTES)
        var all = 0L
        var read = source.read(part)
        while (read >= 0 && all + read <= COPY_BYTES_MAX) {
            out.write(part, 0, read)
            all += read
            read = source.read(part)
        }
        read < 0
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
    private fun isForeign(uri: Uri) = uri.scheme == ContentResolver.SCHEME_CONTENT && uri.authority?.substringAfterLast('@') != TakenProvider.authority(context)

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
        const val COPY_BYTES_MAX = 268_435_456L
    }
}

/** A copy of our own of what another app handed on. */
class Copied(val file: File, val name: String, val type: String)
