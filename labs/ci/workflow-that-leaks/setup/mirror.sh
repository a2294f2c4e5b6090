sh /opt/lab/action.sh
