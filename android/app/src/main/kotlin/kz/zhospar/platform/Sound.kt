package kz.zhospar.platform

import android.content.Context
import android.media.AudioManager
import android.media.AudioRecordingConfiguration
import android.media.MediaPlayer
import android.media.MediaRecorder
import android.os.Build
import java.io.File
import java.io.IOException

/** The microphone and the loudspeaker. One recording and one playing at a time. */
interface Sound {
    /** Bytes of what is being recorded that have arrived in its file. */
    val recordedBytes: Long

    /**
     * False if the microphone can't be had. `broke` is told if it ends by itself, `silenced` when a call or another app takes what the microphone hears, or gives
     * it back; before Android 10 nobody knows.
     */
    fun record(to: File, broke: () -> Unit, silenced: (Boolean) -> Unit): Boolean

    /** False if nothing was recorded. */
    fun stopRecording(): Boolean

    /** False if this can't be played here. */
    fun play(from: File, ended: () -> Unit): Boolean

    fun stopPlaying()
}

class PhoneSound(private val context: Context) : Sound {
    private var recorder: MediaRecorder? = null
    private var player: MediaPlayer? = null
    private var recorded: File? = null

    override val recordedBytes: Long get() = recorded?.length() ?: 0

    override fun record(to: File, broke: () -> Unit, silenced: (Boolean) -> Unit): Boolean {
        val recorder = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) MediaRecorder(context) else oldRecorder()
        return started(recorder::release) {
            recorder.setAudioSource(MediaRecorder.AudioSource.MIC)
            // A stream without an index: what was written before a kill can be played.
            recorder.setOutputFormat(MediaRecorder.OutputFormat.AAC_ADTS)
            recorder.setAudioEncoder(MediaRecorder.AudioEncoder.AAC)
            recorder.setAudioEncodingBitRate(BITS_PER_S)
            recorder.setAudioSamplingRate(SAMPLES_PER_S)
            recorder.setOutputFile(to.path)
            recorder.setOnErrorListener { _, _, _ -> broke() }
            recorder.setOnInfoListener { _, what, _ -> if (what in ENDS) broke() }
            recorder.prepare()
            recorder.start()
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) recorder.registerAudioRecordingCallback(context.mainExecutor, heeding(silenced))
        }.also {
            if (it) {
                this.recorder = recorder
                recorded = to
            }
        }
    }

    /** It hears of this recording alone. */
    private fun heeding(silenced: (Boolean) -> Unit) = object : AudioManager.AudioRecordingCallback() {
        override fun onRecordingConfigChanged(configs: List<AudioRecordingConfiguration>) = silenced(configs.any { it.isClientSilenced })
    }

    override fun stopRecording(): Boolean {
        val ending = recorder ?: return false
        recorder = null
        recorded = null
        return try {
            ending.stop()
            true
        } catch (_: RuntimeException) {
            // Stopped before the first sound.
            false
        } finally {
            ending.release()
        }
    }

    override fun play(from: File, ended: () -> Unit): Boolean {
        stopPlaying()
        val player = MediaPlayer()
        player.setOnCompletionListener {
            stopPlaying()
            ended()
        }
        return started(player::release) {
            player.setDataSource(from.path)
            player.prepare()
            player.start()
        }.also { if (it) this.player = player }
    }

    override fun stopPlaying() {
        player?.release()
        player = null
    }

    @Suppress("DEPRECATION")
    private fun oldRecorder() = MediaRecorder()

    private fun started(release: () -> Unit, work: () -> Unit): Boolean = try {
        work()
        true
    } catch (_: IOException) {
        release()
        false
    } catch (_: RuntimeException) {
        release()
        false
    }

    private companion object {
        val ENDS = setOf(MediaRecorder.MEDIA_RECORDER_INFO_MAX_DURATION_REACHED, MediaRecorder.MEDIA_RECORDER_INFO_MAX_FILESIZE_REACHED)
        const val BITS_PER_S = 64_000
        const val SAMPLES_PER_S = 44_100
    }
}
