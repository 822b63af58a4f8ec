"""A real Prometheus and a real Alertmanager beside a run, on loopback, told by `render_monitoring`."""

import shutil
import subprocess
from pathlib import Path

from freshops.mailsink.address import noted_port
from tests.house.processes import python
from tests.house.runs import Runs, free_port


class Monitoring:
    """Both servers; they look at a run as often as a test can wait for."""

    def __init__(self, runs: Runs, folder: Path) -> None:
        self._runs, self._folder = runs, folder
        self._prometheus, self._alertmanager = free_port(), free_port()
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, token: str) -> None:
        """Render their configuration, and start them; `token`: which Alertmanager shows."""
        (self._folder / "token").write_text(token)
        self._render()
        self._start(
            "prometheus",
            "--config.file=prometheus/prometheus.yml",
            "--storage.tsdb.path=data",
            f"--web.listen-address=127.0.0.1:{self._prometheus}",
        )
        self._start(
            "prometheus-alertmanager",
            "--config.file=alertmanager/alertmanager.yml",
            "--storage.path=alertmanager-data",
            "--cluster.listen-address=",
            f"--web.listen-address=127.0.0.1:{self._alertmanager}",
        )

    def stop(self) -> None:
        """End both."""
        for process in self._running:
            process.terminate()
        for process in self._running:
            process.wait(30)

    def log_end(self) -> str:
        """The last lines that they wrote."""
        return "\n".join(file.read_text(errors="replace")[-2000:] for file in self._folder.glob("*.log"))

    def _render(self) -> None:
        run = f"127.0.0.1:{self._runs.port}"
        rendered = python(
            "manage.py", "render_monitoring", "--fast", "--output", str(self._folder), "--target", run,
            "--freshops-url", f"http://{run}", "--public-url", f"http://{run}",
            "--token-file", str(self._folder / "token"), "--metrics-token-file", "",
            "--alertmanager", f"127.0.0.1:{self._alertmanager}", "--age-factor", "0.4",
            "--mail-to", "past-freshops@example.org", "--mail-from", "alertmanager@example.org",
            "--smarthost", f"127.0.0.1:{noted_port(self._runs.data_dir)}",
            env=self._runs.env,
        )  # fmt: skip
        assert rendered.returncode == 0, rendered.stdout

    def _start(self, program: str, *arguments: str) -> None:
        found = shutil.which(program)
        assert found, f"{program} is missing: `make monitoring` installs it."
        with (self._folder / f"{program}.log").open("wb") as log:
            self._running.append(
                subprocess.Popen([found, *arguments], cwd=self._folder, stdout=log, stderr=log, start_new_session=True)
            )
