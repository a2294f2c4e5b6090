syntax on
filetype plugin indent on
set background=dark number ruler
autocmd FileType yaml setlocal expandtab shiftwidth=2 softtabstop=2
