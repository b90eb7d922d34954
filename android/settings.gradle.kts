// For Android Studio: the sources that Maven builds and tests, as Android libraries. `cargo xtask bindings` comes first.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "linli"
include(":linli-ffi", ":linli", ":linli-fakes", ":app")
