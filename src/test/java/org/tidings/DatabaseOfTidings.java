package org.tidings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The embedded database of a {@link PackagedTidings}, seen from outside: it can be looked into, and stopped as a machine would that hangs. */
record DatabaseOfTidings(Path dataFolder) {

    /** Its process. */
    ProcessHandle server() throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readString(dataFolder.resolve("database").resolve("pid"))
                                .strip()))
                .orElseThrow();
    }

    /** Sends it a signal: after {@code STOP} it takes connections and answers nothing, until {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        if (new ProcessBuilder("kill", "-" + name, String.valueOf(server().pid()))
                        .start()
                        .waitFor()
                != 0) {
            throw new AssertionError("SIG" + name + " could not be sent");
        }
    }

    /** The first row's numbers. */
    List<Long> numbers(String sql) throws IOException, SQLException {
        return rows(sql).get(0);
    }

    List<List<Long>> rows(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<List<Long>> rows = new ArrayList<>();
            while (found.next()) {
                List<Long> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getLong(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    void change(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Adds accounts like the first one, and gives an API key of each. */
    List<String> addAccounts(int count) throws IOException, SQLException {
        List<String> keys = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String key = "tidings-key-of-bench-account-" + i;
            change(
                    "insert into account (name, time_zone, sender_name, track_opens, track_clicks, created_at) select 'Bench "
                            + i
                            + "', time_zone, sender_name, track_opens, track_clicks, created_at from account order by id limit 1");
            change(
                    "insert into api_key (account_id, name, prefix, key_hash, created_at) select max(id), 'Bench', 'tidings-', sha2('"
                            + key + "', 256), utc_timestamp(6) from account");
            keys.add(key);
        }
        return keys;
    }

    Connection connect() throws IOException, SQLException {
        String password = Files.readString(dataFolder.resolve("database").resolve("password"))
                .strip();
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port() + "/tidings?sslMode=DISABLED", "tidings", password);
    }

    private String port() throws IOException {
        for (String argument : server().info().arguments().orElseThrow()) {
            if (argument.startsWith("--port=")) {
                return argument.substring("--port=".length());
            }
        }
        throw new AssertionError("The database server has no port");
    }
}
