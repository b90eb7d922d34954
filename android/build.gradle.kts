plugins {
    alias(libs.plugins.android.library) apply false
    alias(libs.plugins.kotlin.android) apply false
}

subprojects {
    layout.buildDirectory = rootDir.resolve("../target/gradle/$name")
}
