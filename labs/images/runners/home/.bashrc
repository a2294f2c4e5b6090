case $- in *i*) ;; *) return ;; esac
HISTSIZE=5000
HISTCONTROL=ignoreboth
shopt -s checkwinsize histappend
export LESS=-R EDITOR=nano
[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion
[ -r /usr/lib/git-core/git-sh-prompt ] && . /usr/lib/git-core/git-sh-prompt
eval "$(dircolors -b)"
alias ls='ls --color=auto' ll='ls -l --color=auto' grep='grep --color=auto'
PS1='\[\e[32m\]learner@\h\[\e[0m\]:\[\e[34m\]\w\[\e[33m\]$(__git_ps1 " (%s)" 2>/dev/null)\[\e[0m\]\$ '
