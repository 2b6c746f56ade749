package org.tidings.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/** The tables of the database behind a connection. */
final class Schema {

    private static final String CHANGE_LOG = "db/changelog.yaml";
    private static final Set<String> BINARY =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    private Schema() {}

    /** All tables but those of Liquibase, by name. */
    static List<String> tables(Connection connection) throws SQLException {
        return texts(
                connection,
                "select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'"
                        + " and lower(table_name) not like 'databasechangelog%' order by table_name");
    }

    /** Those with values of their own, in the order of the table. */
    static List<Contents.Column> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select column_name, data_type from information_schema.columns"
                        + " where table_schema = database() and table_name = ? and extra not like '%VIRTUAL GENERATED%'"
                        + " and extra not like '%STORED GENERATED%' order by ordinal_position")) {
            select.setString(1, table);
            List<Contents.Column> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Contents.Column(row.getString(1), BINARY.contains(row.getString(2))));
                }
            }
            return found;
        }
    }

    /** The changes that were applied, in order. */
    static List<String> changes(Connection connection) throws SQLException {
        return texts(connection, "select concat(filename, '::', id) from DATABASECHANGELOG order by orderexecuted");
    }

    /** Applies the first changes of this version to an empty database. */
    static void create(Connection connection, int changes) throws SQLException {
        try {
            Liquibase liquibase = new Liquibase( // to close it would close the connection
                    CHANGE_LOG,
                    new ClassLoaderResourceAccessor(Schema.class.getClassLoader()),
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection)));
            liquibase.update(changes, new Contexts(), new LabelExpression());
        } catch (LiquibaseException failure) {
            throw new SQLException("The tables could not be created: " + failure.getMessage(), failure);
        }
    }

    /** Removes all tables. */
    static void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set foreign_key_checks = 0");
            for (String table : texts(
                    connection, "select table_name from information_schema.tables where table_schema = database()")) {
                statement.execute("drop table " + name(table));
            }
        }
    }

    static String name(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        }
    }
}
