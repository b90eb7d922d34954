package org.linli.app.phone

import android.content.Context
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.OutOfQuotaPolicy
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import org.linli.Enrolment
import org.linli.LinliException
import java.util.concurrent.TimeUnit

/** Sends and fetches while nobody looks. What fails for the network's sake is tried again by the system; the rest waits for the next hour. */
class SyncWorker(
    context: Context,
    parameters: WorkerParameters,
) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val opened = (applicationContext as LinliApp).open() as? Opening.Open ?: return Result.failure()
        val store = opened.desk.store
        return try {
            // Before one has joined, and without a hub, there is nobody to send to, and nothing is wrong.
            val enrolment = store.screens.me().enrolment
            val joined = enrolment is Enrolment.Admitted || enrolment is Enrolment.Revoked
            if (joined && store.exchange.syncStatus().hub != null) store.exchange.sync()
            Result.success()
        } catch (_: LinliException.Network) {
            Result.retry()
        } catch (_: LinliException) {
            Result.failure()
        }
    }

    companion object {
        /** The name of the work that comes again and again. */
        const val HOURLY = "sync"

        /** The name of the work that is to be done now. */
        const val NOW = "sync now"

        private val online = Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build()

        /** Every hour, as far as the system lets it. */
        fun everyHour(context: Context) {
            val work =
                PeriodicWorkRequestBuilder<SyncWorker>(1, TimeUnit.HOURS)
                    .setConstraints(online)
                    .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, 1, TimeUnit.MINUTES)
                    .build()
            WorkManager.getInstance(context).enqueueUniquePeriodicWork(HOURLY, ExistingPeriodicWorkPolicy.KEEP, work)
        }

        /** As soon as there is a network: somebody leaves the app with work that is only here. */
        fun now(context: Context) {
            val work =
                OneTimeWorkRequestBuilder<SyncWorker>()
                    .setConstraints(online)
                    .setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
                    .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, 1, TimeUnit.MINUTES)
                    .build()
            WorkManager.getInstance(context).enqueueUniqueWork(NOW, ExistingWorkPolicy.KEEP, work)
        }
    }
}
