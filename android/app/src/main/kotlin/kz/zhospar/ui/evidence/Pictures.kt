package kz.zhospar.ui.evidence

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Matrix
import android.media.ExifInterface
import java.io.File
import java.io.IOException

/** No larger than screens are: a picture may have any size, memory has not. */
private const val SIDE_MAX = 2_048

/** The picture in this file, upright; null if it is none that can be read. */
internal fun pictureOf(file: File): Bitmap? {
    val bounds = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    BitmapFactory.decodeFile(file.path, bounds)
    val longest = maxOf(bounds.outWidth, bounds.outHeight)
    if (longest <= 0) return null
    val options = BitmapFactory.Options().apply { inSampleSize = generateSequence(1) { it * 2 }.first { longest / it <= SIDE_MAX } }
    val picture = BitmapFactory.decodeFile(file.path, options) ?: return null
    val turned = turnedBy(file)
    if (turned == 0f) return picture
    return Bitmap.createBitmap(picture, 0, 0, picture.width, picture.height, Matrix().apply { postRotate(turned) }, true)
}

/** Degrees by which the camera was held askew. */
private fun turnedBy(file: File): Float = try {
    when (ExifInterface(file.path).getAttributeInt(ExifInterface.TAG_ORIENTATION, ExifInterface.ORIENTATION_NORMAL)) {
        ExifInterface.ORIENTATION_ROTATE_90 -> 90f
        ExifInterface.ORIENTATION_ROTATE_180 -> 180f
        ExifInterface.ORIENTATION_ROTATE_270 -> 270f
        else -> 0f
    }
} catch (_: IOException) {
    0f
}
