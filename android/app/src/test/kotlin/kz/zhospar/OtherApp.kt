package kz.zhospar

import android.app.Activity
import android.content.ContentProvider
import android.content.ContentValues
import android.content.Intent
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import java.io.Closeable
import java.io.File
import java.io.FileNotFoundException
import java.io.RandomAccessFile
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.CountDownLatch

/** Another app that lends files, and takes what is written to it. */
class OtherApp : ContentProvider() {
    private val folder = Files.createTempDirectory("other").toFile()

    /** Whoever wants to read waits for it. */
    var readable = CountDownLatch(0)

    /** Somebody does. */
    @Volatile
    var isWanted = false

    fun lend(name: String, bytes: ByteArray): Uri = place(name).also { File(folder, name).writeBytes(bytes) }

    fun place(name: String): Uri = Uri.parse("content://$AUTHORITY/$name")

    fun file(name: String) = File(folder, name)

    /** A place that takes nothing. */
    fun full(name: String): Uri = place(name).also { Files.createSymbolicLink(file(name).toPath(), Path.of("/dev/full")) }

    /** Lends a file of which only the beginning comes, until what is returned is closed. */
    fun stall(name: String, begun: ByteArray): Closeable {
        check(ProcessBuilder("mkfifo", file(name).path).start().waitFor() == 0)
        // Opened for both, so that nobody waits for somebody to read.
        return RandomAccessFile(file(name), "rw").apply { write(begun) }
    }

    override fun onCreate() = true

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        val file = File(folder, uri.lastPathSegment!!)
        if (mode == "r") {
            isWanted = true
            readable.await()
        }
        if (mode == "r" && !file.exists()) throw FileNotFoundException()
        // A pipe can't be made empty.
        val how = if (file.exists() && !file.isFile) mode.removeSuffix("t") else mode
        return ParcelFileDescriptor.open(file, ParcelFileDescriptor.parseMode(how))
    }

    override fun query(uri: Uri, columns: Array<String>?, selection: String?, args: Array<String>?, order: String?): Cursor =
        MatrixCursor(arrayOf(OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE)).apply {
            addRow(arrayOf(uri.lastPathSegment, File(folder, uri.lastPathSegment!!).length()))
        }

    override fun getType(uri: Uri): String = if (uri.path!!.endsWith("png")) "image/png" else "application/octet-stream"

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, selection: String?, args: Array<String>?): Int = 0

    override fun update(uri: Uri, values: ContentValues?, selection: String?, args: Array<String>?): Int = 0

    companion object {
        const val AUTHORITY = "other.app.files"

        fun installed(): OtherApp = Robolectric.buildContentProvider(OtherApp::class.java).create(AUTHORITY).get()
    }
}

fun sha256(bytes: ByteArray): String = MessageDigest.getInstance("SHA-256").digest(bytes).joinToString("") { "%02x".format(it) }

/** What she went out to another app for. */
fun Hand.errand(): Intent = shadowOf(activity).peekNextStartedActivityForResult().intent

/** Comes back from it with this, having been away for a while. */
fun Hand.comesBack(uri: Uri?, seconds: Long = 20, result: Int = Activity.RESULT_OK) {
    val out = shadowOf(activity).nextStartedActivityForResult
    window.pause().stop()
    settle()
    pass(seconds)
    window.restart().start()
    shadowOf(activity).receiveResult(out.intent, result, Intent().setData(uri))
    window.resume()
    settle()
}

/** The camera writes this where it was told to. */
fun Hand.camera(bytes: ByteArray, seconds: Long = 20) {
    @Suppress("DEPRECATION")
    val uri = errand().getParcelableExtra<Uri>(android.provider.MediaStore.EXTRA_OUTPUT)!!
    app.contentResolver.openFileDescriptor(uri, "w").use { to -> ParcelFileDescriptor.AutoCloseOutputStream(to).use { it.write(bytes) } }
    comesBack(null, seconds)
}

/** As if this phone had no room: a file stands where the folder of new files would be. */
fun Hand.fillUp(folder: String) {
    val place = File(app.noBackupFilesDir, folder)
    place.deleteRecursively()
    check(place.createNewFile())
}

/** Everything that lies outside the vault. */
fun Hand.leftOutside(): List<File> =
    listOf(File(app.noBackupFilesDir, "taken"), File(app.noBackupFilesDir, "lent"), File(app.cacheDir, "shown")).flatMap { it.listFiles().orEmpty().toList() }

/** The row or card whose words hold these. */
fun Hand.tapPart(words: String) {
    views().filter { it.isClickable && said(it).orEmpty().contains(words) }.also { check(it.size == 1) { "${it.size} of «$words» in:\n${text()}" } }.single().performClick()
    settle()
}
