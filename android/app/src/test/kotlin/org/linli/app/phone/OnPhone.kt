package org.linli.app.phone

import android.content.Intent
import android.graphics.Bitmap
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onRoot
import androidx.core.content.FileProvider
import androidx.test.core.app.ActivityScenario
import androidx.test.core.app.ApplicationProvider
import kotlinx.coroutines.runBlocking
import org.junit.Before
import org.junit.BeforeClass
import org.junit.Rule
import org.junit.rules.ExternalResource
import org.junit.rules.RuleChain
import org.linli.RootPolicy
import org.linli.app.model.Desk
import org.linli.app.navigation.Screen
import org.robolectric.util.ReflectionHelpers
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.outputStream
import kotlin.io.path.writeText

/** An app on Android's own framework, over the real library, and what a test does with it. */
abstract class OnPhone {
    protected val screen = createEmptyComposeRule()

    @get:Rule
    val rules: RuleChain =
        RuleChain
            .outerRule(
                object : ExternalResource() {
                    override fun after() = runBlocking { (app.store.value as? Opening.Open)?.desk?.store?.close() ?: Unit }
                },
            ).around(screen)

    protected val app get() = ApplicationProvider.getApplicationContext<LinliApp>()

    protected fun desk(): Desk = runBlocking { (app.open() as Opening.Open).desk }

    protected fun launch(intent: Intent? = null): ActivityScenario<MainActivity> =
        if (intent == null) ActivityScenario.launch(MainActivity::class.java) else ActivityScenario.launch(intent)

    /** A process has one folder for its files, and this one has another for each test: what the provider remembers is of the one before. */
    @Before
    fun forgetFolders() = ReflectionHelpers.getStaticField<MutableMap<*, *>>(FileProvider::class.java, "sCache").clear()

    protected fun await(text: String) =
        screen.waitUntil(PATIENCE) { screen.onAllNodesWithText(text, substring = true).fetchSemanticsNodes().isNotEmpty() }

    protected fun eventually(holds: () -> Boolean) = screen.waitUntil(PATIENCE) { holds() }

    /** An office with one stairwell, on this phone. */
    protected fun found(): Desk {
        val desk = desk()
        runBlocking {
            desk.store.community.createCommunity("月亮湾社区", "月亮湾", RootPolicy.ONE_OF_ONE)
            val register = app.cacheDir.toPath().resolve("register.csv")
            register.writeText("幢,单元,室,户主\n3,1,501,袁某\n3,1,502,李某\n")
            desk.store.office.importRegister(register)
            desk.begin()
            desk.tab(Screen.Today())
            desk.settle()
        }
        return desk
    }

    /** Keeps what is shown as a picture: for people to look at. */
    protected fun picture(name: String) {
        val folder = Path.of(System.getProperty("linli.pictures")).createDirectories()
        val drawn = screen.onRoot().captureToImage().asAndroidBitmap()
        folder.resolve(name).outputStream().use { drawn.compress(Bitmap.CompressFormat.PNG, 100, it) }
    }

    protected fun drafted(field: String): String? =
        runBlocking {
            desk()
                .store.screens
                .drafts()
                .filter { it.key.screen == "topic" }
                .flatMap { it.fields }
                .find { it.field == field }
                ?.text
        }

    companion object {
        /** As long as a slow machine takes. */
        private const val PATIENCE = 120_000L

        /** Before the app is there, which opens its store at once. */
        @JvmStatic
        @BeforeClass
        fun keyStore() = FakeKeyStore.install()
    }
}
