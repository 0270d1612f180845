import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.SettingImpl;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.config.Setting;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A Neo4j in this process: Neo4jServer HOME PORT SETTINGS.conf. It ends when its standard input does; a line of that,
 * name=value, changes a setting which Neo4j lets change while it runs.
 */
public class Neo4jServer {
  public static void main(String[] arguments) throws Exception {
    SocketAddress address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
    DatabaseManagementService server = new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
        .loadPropertiesFromFile(Path.of(arguments[2]))
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, address)
        .setConfig(BoltConnector.advertised_address, address)
        .setConfig(GraphDatabaseSettings.pagecache_memory, 128L * 1024 * 1024)
        .build();
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    System.out.println("ready");
    BufferedReader said = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        String[] parts = line.split("=", 2);
        change((GraphDatabaseAPI) server.database("neo4j"), parts[0], parts[1]);
        System.out.println("changed " + line);
      }
    } catch (RuntimeException refused) {
      refused.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  private static void change(GraphDatabaseAPI database, String name, String value) {
    Config config = database.getDependencyResolver().resolveDependency(Config.class);
    Setting<Object> setting = config.getSetting(name);
    config.setDynamicByUser(setting, ((SettingImpl<Object>) setting).parse(value), "tests");
  }
}
