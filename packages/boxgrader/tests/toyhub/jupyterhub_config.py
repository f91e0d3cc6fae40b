"""The hub of the tests: nothing of it is reached from elsewhere. What differs from run to run comes from the environment."""

import json
import os

c = get_config()  # noqa: F821 (JupyterHub provides it)
told = json.loads(os.environ["TOYHUB"])
c.JupyterHub.bind_url = f"http://127.0.0.1:{told['port']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{told['hub_port']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{told['api_port']}"
c.ConfigurableHTTPProxy.command = told["proxy"]
c.JupyterHub.db_url = "sqlite://"  # in memory
c.JupyterHub.data_files_path = told["data"]
c.Authenticator.allowed_users = set(told["accounts"])
c.Spawner.cmd = [told["singleuser"]]
c.Spawner.http_timeout = c.Spawner.start_timeout = 120
c.Spawner.environment = {"JUPYTER_CONFIG_PATH": told["config"]}  # what a hub has in /etc/jupyter
if told["real"]:  # the hub's own way: each account of the computer, and the password that it has there
    c.JupyterHub.authenticator_class = "pam"
    c.PAMAuthenticator.open_sessions = False
else:
    c.JupyterHub.authenticator_class = "dummy"
    c.DummyAuthenticator.password = told["password"]
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = told["homes"] + "/{username}"
    c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
