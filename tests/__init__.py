"""All tests."""

import os

# Tests speak gRPC and start processes. Its fork handlers (1.80 and later, grpc/grpc issue 43055) run the poller in the
# child too, which aborts it where its descriptor is closed before `exec`. Read when gRPC is loaded, therefore here.
os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "false"
